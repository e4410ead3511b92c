package cgoerrno_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/cgoerrno"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, cgoerrno.Analyzer, "cgoerrno/...")
}
