package main

import (
	"encoding/json"
	"fmt"
)

// lintFlags make cgolint print a report.
var lintFlags = []string{"-json", "-exit-zero"}

// A report is what cgolint -json prints.
type report struct {
	Findings []finding
	Errors   []string // what could not be analysed
}

type finding struct {
	Check, Package, File, Key, Message string
	Start, End                         struct{ Line, Column int }
	Fixes                              []json.RawMessage
}

// readFindings returns the findings of a report.
func readFindings(out []byte) ([]finding, error) {
	var r report
	if err := json.Unmarshal(out, &r); err != nil {
		return nil, fmt.Errorf("cgolint -json: %w", err)
	}
	return r.Findings, nil
}
