// Package inputtext has callbacks by C.int, whose numbers are searched for.
// It is after github.com/inkyblackness/imgui-go, InputTextCallbackData.go.
package inputtext

/*
extern int inputTextCallback(int, int);
static int edit(int key, int flag) { return inputTextCallback(flag, key); }
*/
import "C"

import (
	"sync"

	"example.com/globalmap/registries/goroutines"
)

type inputTextState struct {
	key      C.int
	callback func(flag int) int
}

// No fix: a locked region does more than one thing with the map

var inputTextStates = make(map[C.int]*inputTextState)
var inputTextStatesMutex sync.Mutex

func newInputTextState(cb func(flag int) int) *inputTextState {
	state := &inputTextState{}
	state.callback = cb
	state.register()
	return state
}

func (state *inputTextState) register() {
	inputTextStatesMutex.Lock()
	defer inputTextStatesMutex.Unlock()
	key := C.int(len(inputTextStates) + 1)
	for _, existing := inputTextStates[key]; existing; _, existing = inputTextStates[key] {
		key++
	}
	state.key = key
	inputTextStates[key] = state
}

func (state *inputTextState) release() {
	if state.key != 0 {
		inputTextStatesMutex.Lock()
		defer inputTextStatesMutex.Unlock()
		delete(inputTextStates, state.key)
	}
}

//export inputTextCallback
func inputTextCallback(flag C.int, key C.int) C.int {
	return C.int(inputTextStateFor(key).callback(int(flag)))
}

func inputTextStateFor(key C.int) *inputTextState {
	inputTextStatesMutex.Lock()
	defer inputTextStatesMutex.Unlock()
	return inputTextStates[key]
}

// Run registers states, and lets C call them back.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			state := newInputTextState(func(flag int) int { return i*goroutines.Rounds + flag })
			sum += int(C.edit(state.key, C.int(j)))
			state.release()
		}
		return sum
	})
}
