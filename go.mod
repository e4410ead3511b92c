module github.com/cgolint/cgolint

go 1.26.0

require (
	github.com/google/go-cmp v0.7.0
	golang.org/x/tools v0.45.0
)

require (
	golang.org/x/mod v0.36.0 // indirect
	golang.org/x/sync v0.20.0 // indirect
)
