module github.com/cgolint/cgolint/registry/bench

go 1.26.0

replace github.com/cgolint/cgolint/registry => ../

require (
	github.com/anishathalye/porcupine v1.3.1
	github.com/cgolint/cgolint/registry v0.0.0
	github.com/mattn/go-pointer v0.0.1
	github.com/puzpuzpuz/xsync/v4 v4.5.0
)
