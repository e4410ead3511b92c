package cgothread

import (
	"slices"

	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// A family is a library with many functions that write a state of the thread
// and few that read it, or the other way round: too many for contracts, which name
// each function. The names of states are those of the contracts.
type family struct {
	state  string
	writes *lazyregexp.Regexp
	reads  *lazyregexp.Regexp
	source string // the documentation
}

var families = []family{
	{
		"SDL error", lazyregexp.New(`^(SDL|IMG|TTF|Mix|SDLNet)_`), lazyregexp.New(`^(SDL|IMG|TTF|Mix|SDLNet)_GetError$`),
		"SDL wiki, SDL_GetError: errors are set per thread",
	},
	{
		"OpenSSL errors", lazyregexp.New(`^(SSL|EVP|X509|PEM|BIO|RSA|EC|ECDSA|DSA|DH|BN|ASN1|CMS|OCSP|PKCS7|PKCS12|ENGINE|HMAC|OSSL|d2i|i2d)_`),
		lazyregexp.New(`^(ERR_(get|peek)_(last_)?error(_\w+)?|ERR_print_errors(_\w+)?|SSL_get_error)$`),
		"OpenSSL ERR_get_error(3): the thread's error queue; SSL_get_error(3): in the same thread that performed the operation",
	},
	{
		"libgit2 error", lazyregexp.New(`^git_`), lazyregexp.New(`^(git_error_last|giterr_last)$`),
		"libgit2 git2/errors.h, git_error_last: thread-local",
	},
	{
		"wasmer error", lazyregexp.New(`^(wasm|wasmer|wasi|wat2wasm)`), lazyregexp.New(`^wasmer_last_error_(length|message)$`),
		"wasmer.h, wasmer_last_error_message: the last error of the thread",
	},
	{
		"ZeroMQ errno", lazyregexp.New(`^zmq_(ctx|init|socket|bind|connect|unbind|disconnect|send|recv|msg_(send|recv|init|set)|setsockopt|getsockopt|poll|close|term|proxy|curve)`),
		lazyregexp.New(`^zmq_errno$`),
		"zmq_errno(3): the errno for the calling thread",
	},
	{
		"faiss error", lazyregexp.New(`^faiss_`), lazyregexp.New(`^faiss_get_last_error$`),
		"faiss c_api/error_impl.h: thread_local",
	},
	{
		"libxml2 error", lazyregexp.New(`^(xml|html|xslt|exslt)[A-Z]`), lazyregexp.New(`^xmlGetLastError$`),
		"libxml2 xmlerror, xmlGetLastError: per thread if compiled with thread support",
	},
	{
		"libvirt error", lazyregexp.New(`^vir[A-Z]`), lazyregexp.New(`^virGetLastError\w*$`),
		"libvirt virterror, virGetLastError: the last error of the thread",
	},
	{
		"SoapySDR error", lazyregexp.New(`^SoapySDRDevice_`), lazyregexp.New(`^SoapySDRDevice_last(Error|Status)$`),
		"SoapySDR/Device.h: store its message in thread-safe storage; lib/ErrorHelpers.hpp: thread-local",
	},
	{
		"CUDA error", lazyregexp.New(`^cuda[A-Z]`), lazyregexp.New(`^cuda(GetLastError|PeekAtLastError)$`),
		"CUDA Runtime API, cudaGetLastError: in the same instance of the library in the host thread",
	},
	{
		"OpenGL context", lazyregexp.New(`^(glXMakeCurrent|glXMakeContextCurrent|eglMakeCurrent|wglMakeCurrent|OSMesaMakeCurrent|glfwMakeContextCurrent|SDL_GL_MakeCurrent|CGLSetCurrentContext)$`),
		lazyregexp.New(`^(gl[A-WYZ]\w+|glXSwapBuffers|eglSwapBuffers|eglSwapInterval|glfwSwapInterval)$`),
		"EGL 1.5, 3.7.3: to the current rendering thread",
	},
}

// states returns the states of the thread that a C function reads and writes.
func (c *checker) states(call *cgosource.Call) (reads, writes []string) {
	if f := c.sums.Func(call.Name); f != nil {
		reads, writes = slices.Clone(f.Thread.Reads), slices.Clone(f.Thread.Writes)
	}
	for _, l := range families {
		switch {
		case slices.Contains(reads, l.state) || slices.Contains(writes, l.state): // a contract says it
		case l.reads.MatchString(call.Name):
			reads = append(reads, l.state)
		case l.writes.MatchString(call.Name):
			writes = append(writes, l.state)
		}
	}
	return reads, writes
}
