package cgoaddress_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoaddress"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgoaddress.Analyzer, "cgoaddress/...")
}
