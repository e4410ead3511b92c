// Package cgothread defines an analyzer that reports state of a thread that
// goroutines use which may change threads.
//
// # Analyzer cgothread
//
// cgothread: find thread-bound C state used by goroutines that may change threads
//
// Some of what C keeps belongs to a thread: the error of the last call in many
// libraries, the context of OpenGL or CUDA that is current, the locale. After
// each call of C a goroutine may continue on another thread, and then finds
// what another call left there, or nothing:
//
//	func Add(n int) error {
//		if C.add(C.int(n)) != 0 {
//			return errors.New(C.GoString(C.get_last_error()))
//		}
//		return nil
//	}
//
// Keep the thread for both calls:
//
//	runtime.LockOSThread()
//	defer runtime.UnlockOSThread()
//
// or make both in one C function, which hands the error back.
//
// The check reports a call of C that reads a state of the thread after another
// call, in the same function or in what it calls, has set it, without
// runtime.LockOSThread before the two. It knows what is thread-local in the C
// of the package (__thread, _Thread_local, pthread_getspecific), and by
// contracts ("writes thread state", "reads thread state") in libraries: the
// last errors of SDL, OpenSSL, libgit2, libxml2, libvirt, librdkafka and CUDA,
// the contexts of OpenGL and CUDA, Python's interpreter lock, and others. The
// check knows by the prefix of their names that all functions of SDL, OpenSSL,
// libgit2, libxml2, libvirt, CUDA, faiss, wasmer and SoapySDR may set the last
// error, and that all commands of OpenGL go to the current context. Where more
// than five functions have the same mistake, one finding is for all of them.
//
// cgothread/kept reports functions that lock the thread and unlock it on some
// paths only. cgothread/main reports calls, in a goroutine that go starts, of C
// functions that a contract says are for the main thread.
//
// # Goroutines
//
// A goroutine that waits in Go gives its thread to others; one that waits in C
// holds it. A program that starts one per element has as many threads, with a
// stack and a place in the kernel each, and is ended by the Go runtime when
// they are 10,000 (runtime/debug.SetMaxThreads):
//
//	for _, conn := range conns {
//		go func() { C.wait_for(conn.fd) }() // a thread per connection
//	}
//
// The check reports as goroutines go statements, and calls of the method Go of
// sync.WaitGroup and errgroup.Group, in loops over elements and in endless
// loops, when the goroutine calls a C function that waits: for input or output,
// for time to pass, for an event. Those with a limit are not reported: a
// semaphore, a channel operation or Acquire, Lock, Wait or Sleep in the loop or
// before the C call, SetLimit, a number of workers. Wait for all in one
// goroutine that polls, or let a few workers take turns.
//
// # When not to care
//
// C functions that Go calls while C has called Go run on the same thread, and
// are not reported. A plain global variable is no state of a thread. Where a
// goroutine of the package keeps its thread forever, others may have their
// calls made there, and pairs are not reported. A thread whose credentials or
// namespace were changed must end with its goroutine, and may stay locked.
// cgoerrno reports errno.
//
// # Limits
//
// Pairs whose calls are made by different functions of another package are not
// seen, nor are those in function literals that are handed to functions of the
// module, which may lock the thread. Functions of libraries for the main thread
// are known where a contract says so, and by the prefix of their names for GTK
// and GLFW.
//
// # Fix
//
// The fix locks the thread in the function that makes the two calls, until its
// return.
//
// Since: v0.2.0.
package cgothread
