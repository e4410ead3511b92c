package cputime

import (
	"testing"
	"time"
)

// Time that passes while nothing is computed uses up no budget.
func TestBudgetSleeping(t *testing.T) {
	spent := Budget(50 * time.Millisecond)
	time.Sleep(100 * time.Millisecond)
	if spent() {
		t.Error("the budget is used up after a sleep")
	}
}

func TestBudgetComputing(t *testing.T) {
	spent := Budget(20 * time.Millisecond)
	if spent() {
		t.Error("the budget is used up at once")
	}
	for !spent() { // it ends
	}
}
