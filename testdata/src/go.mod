module example.com

go 1.26

replace github.com/cgolint/cgolint/registry => ../../registry
