module example.com

go 1.26

replace github.com/cgolint/cgolint/registry => ../../registry

replace github.com/mattn/go-pointer => ./gopointer

require (
	github.com/cgolint/cgolint/registry v0.0.0-00010101000000-000000000000
	github.com/mattn/go-pointer v0.0.0
)
