package shardskew_test

import (
	"testing"

	"github.com/cgolint/cgolint/analyzers/shardskew"
	"github.com/cgolint/cgolint/internal/analyzertest"
)

func Test(t *testing.T) {
	analyzertest.Run(t, shardskew.Analyzer, "shardskew/...")
}
