// Package prompts has C come back for what a person types or reads, and for
// what a program does.
package prompts

/*
#include <stdint.h>
*/
import "C"

import "sync"

var (
	askMu   sync.Mutex
	askers  = map[uintptr]func(string) bool{} // want "low: map askers has one lock, askMu, so cbPAMConv and ask contend on it"
	textMu  sync.Mutex
	texts   = map[uintptr]func(string){} // want "low: map texts has one lock, textMu, so goMessage and show contend on it"
	topicMu sync.Mutex
	topics  = map[uintptr]func([]byte){} // want "map topics has one lock, topicMu, so goTopicMessage and subscribe contend on it"
)

func ask(id uintptr, f func(string) bool) {
	askMu.Lock()
	defer askMu.Unlock()
	askers[id] = f
}

//export cbPAMConv
func cbPAMConv(id C.uintptr_t, question *C.char) bool {
	askMu.Lock()
	f := askers[uintptr(id)]
	askMu.Unlock()
	return f(C.GoString(question))
}

func show(id uintptr, f func(string)) {
	textMu.Lock()
	defer textMu.Unlock()
	texts[id] = f
}

//export goMessage
func goMessage(id C.uintptr_t, text *C.char) {
	textMu.Lock()
	f := texts[uintptr(id)]
	textMu.Unlock()
	f(C.GoString(text))
}

func subscribe(id uintptr, f func([]byte)) {
	topicMu.Lock()
	defer topicMu.Unlock()
	topics[id] = f
}

//export goTopicMessage
func goTopicMessage(id C.uintptr_t, payload *C.char, payloadLen C.int) {
	topicMu.Lock()
	f := topics[uintptr(id)]
	topicMu.Unlock()
	f([]byte(C.GoStringN(payload, payloadLen)))
}
