// Package many has the same mistake in each of its functions.
package many

/*
typedef struct Window Window;
Window *SDL_CreateWindow(int w);
int SDL_SetWindow(Window *w, int n);
const char *SDL_GetError(void);
*/
import "C"

import "errors"

type Window C.Window

func check(status C.int) error {
	if status == 0 {
		return nil
	}
	return errors.New(C.GoString(C.SDL_GetError()))
}

func Create(w int) (*Window, error) {
	p := C.SDL_CreateWindow(C.int(w))
	if p == nil {
		return nil, check(-1) // want "^C.SDL_GetError reads the thread's SDL error, which C.SDL_CreateWindow sets: .* left there; likewise in 5 other functions$"
	}
	return (*Window)(p), nil
}

func (w *Window) SetTitle() error { return check(C.SDL_SetWindow((*C.Window)(w), 1)) }
func (w *Window) SetIcon() error  { return check(C.SDL_SetWindow((*C.Window)(w), 2)) }
func (w *Window) SetSize() error  { return check(C.SDL_SetWindow((*C.Window)(w), 3)) }
func (w *Window) SetPlace() error { return check(C.SDL_SetWindow((*C.Window)(w), 4)) }

func (w *Window) Show() error {
	return check(C.SDL_SetWindow((*C.Window)(w), 5))
}
