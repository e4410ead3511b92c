package cost

import "github.com/cgolint/cgolint/internal/contract"

// OfContract returns what a contract says that a call takes.
func OfContract(c *contract.Func) Cost {
	switch c.Cost {
	case contract.CostTrivial:
		return Cost{Kind: Trivial, Time: 2}
	case contract.CostLoop:
		return Cost{Kind: Loops, Turn: loopTurnTime}
	case contract.CostAllocation:
		return Cost{Kind: Allocates, Time: allocationTime}
	case contract.CostLock:
		return Cost{Kind: Locks, Time: lockTime}
	case contract.CostStep:
		return Cost{Kind: Steps, Time: steppingTime}
	case contract.CostComputation:
		return Cost{Kind: Computes, Time: computingTime}
	}
	switch c.Blocks {
	case "io":
		return Cost{Kind: DoesIO, Time: ioTime}
	case "time", "wait":
		return Cost{Kind: WaitsForever, Time: waitingTime}
	case "lock":
		return Cost{Kind: Locks, Time: lockTime}
	}
	return Cost{}
}
