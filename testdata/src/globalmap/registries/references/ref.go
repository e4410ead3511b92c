// Package references has two maps and a counter that change together. It is
// after golang.org/x/mobile, bind/seq/ref.go.
package references

/*
#include <stdint.h>
extern void IncGoRef(int32_t);
extern void DestroyRef(int32_t);
static void inc(int32_t n) { IncGoRef(n); }
static void dec(int32_t n) { DestroyRef(n); }
*/
import "C"

import (
	"fmt"
	"sync"

	"example.com/globalmap/registries/goroutines"
)

type countedObj struct {
	obj interface{}
	cnt int
}

// No fix: a locked region uses anything else that may change, another map or a counter that starts over or skips numbers

var refs struct {
	sync.Mutex
	next int32 // next reference number to use for Go object, always negative
	refs map[interface{}]int32
	objs map[int32]countedObj
}

func init() {
	refs.Lock()
	refs.next = -24
	refs.refs = make(map[interface{}]int32)
	refs.objs = make(map[int32]countedObj)
	refs.Unlock()
}

// toRefNum returns the reference number of an object, a new one if it has
// none.
func toRefNum(obj interface{}) int32 {
	refs.Lock()
	num := refs.refs[obj]
	if num != 0 {
		s := refs.objs[num]
		refs.objs[num] = countedObj{s.obj, s.cnt + 1}
	} else {
		num = refs.next
		refs.next--
		if refs.next > 0 {
			panic("refs.next underflow")
		}
		refs.refs[obj] = num
		refs.objs[num] = countedObj{obj, 1}
	}
	refs.Unlock()

	return num
}

func fromRefNum(num int32) interface{} {
	refs.Lock()
	o, ok := refs.objs[num]
	refs.Unlock()
	if !ok {
		panic(fmt.Sprintf("unknown ref %d", num))
	}
	return o.obj
}

// IncGoRef is called by C to keep an object.
//
//export IncGoRef
func IncGoRef(num C.int32_t) {
	refs.Lock()
	o, ok := refs.objs[int32(num)]
	if !ok {
		panic(fmt.Sprintf("unknown ref %d", num))
	}
	refs.objs[int32(num)] = countedObj{o.obj, o.cnt + 1}
	refs.Unlock()
}

// DestroyRef is called by C to let an object go.
//
//export DestroyRef
func DestroyRef(refnum C.int32_t) {
	refs.Lock()
	defer refs.Unlock()
	o, ok := refs.objs[int32(refnum)]
	if !ok {
		panic(fmt.Sprintf("unknown ref %d", refnum))
	}
	if o.cnt <= 1 {
		delete(refs.objs, int32(refnum))
		delete(refs.refs, o.obj)
	} else {
		refs.objs[int32(refnum)] = countedObj{o.obj, o.cnt - 1}
	}
}

type object struct{ n int }

// Run hands objects to C and back.
func Run(n int) int {
	return goroutines.Sum(n, func(i int) (sum int) {
		for j := range goroutines.Rounds {
			num := toRefNum(&object{i + j})
			C.inc(C.int32_t(num))
			sum += fromRefNum(num).(*object).n
			C.dec(C.int32_t(num))
			C.dec(C.int32_t(num))
		}
		return sum
	})
}
