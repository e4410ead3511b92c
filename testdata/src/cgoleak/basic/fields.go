package basic

/*
#include <stdlib.h>
#include <string.h>
typedef struct { int n; } motor;
static motor *motor_new(int n) { motor *m = malloc(sizeof *m); m->n = n; return m; }
static void motor_free(motor *m) { free(m); }
static int motor_speed(motor *m) { return m->n; }
static size_t measure(const char *s) { return strlen(s); }
*/
import "C"

import "unsafe"

// A Motor is never freed: the package has nothing that does it.
type Motor struct{ m *C.motor }

// NewMotor makes one.
func NewMotor(n int) *Motor { return &Motor{C.motor_new(C.int(n))} } // want `what C.motor_new allocates is stored in the field m, which nothing in the package frees`

// Speed asks it.
func (m *Motor) Speed() int { return int(C.motor_speed(m.m)) }

// A Car frees its motor, and forgets its name.
type Car struct {
	motor *C.motor
	name  *C.char
}

// NewCar makes one.
func NewCar(name string) *Car {
	return &Car{
		motor: C.motor_new(3),
		name:  C.CString(name), // want `what C.CString allocates is stored in the field name, which nothing in the package frees`
	}
}

// Close frees the motor.
func (c *Car) Close() {
	C.motor_free(c.motor)
	c.motor = nil
}

// Len asks for the name.
func (c *Car) Len() int { return int(C.measure(c.name)) }

// A Label has a name that can be replaced.
type Label struct{ name *C.char }

// Close frees the name.
func (l *Label) Close() {
	C.free(unsafe.Pointer(l.name))
	l.name = nil
}

// SetName stores over the old name.
func (l *Label) SetName(name string) {
	l.name = C.CString(name) // want `SetName stores what C.CString allocates in the field name, and loses what the field held before`
}

// A Garage has motors that are never freed.
type Garage struct{ motors []*C.motor }

// Add adds one.
func (g *Garage) Add() {
	g.motors = append(g.motors, C.motor_new(1)) // want `what C.motor_new allocates is stored in the field motors, which nothing in the package frees`
}

// Speeds asks all of them.
func (g *Garage) Speeds() (sum int) {
	for _, m := range g.motors {
		sum += int(C.motor_speed(m))
	}
	return sum
}
