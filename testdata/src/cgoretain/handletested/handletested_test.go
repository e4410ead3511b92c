package handletested_test

import (
	"testing"

	"example.com/cgoretain/handletested"
)

func TestStart(t *testing.T) { handletested.Start(&handletested.Session{Name: "a"}) }
