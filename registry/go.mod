module github.com/cgolint/cgolint/registry

go 1.24.0
