module example.com

go 1.26

replace github.com/cgolint/cgolint/registry => ../../registry

require github.com/cgolint/cgolint/registry v0.0.0-00010101000000-000000000000
