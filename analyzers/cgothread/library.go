package cgothread

import (
	"regexp"
	"slices"

	"github.com/cgolint/cgolint/passes/cgosource"
)

// A family is a library, many functions of which write a state of the thread
// that few read, or the other way round: too many for contracts, which name
// each function.
type family struct {
	state  string // in a message: after "reads" or "sets"
	writes *regexp.Regexp
	reads  *regexp.Regexp
	source string // the documentation
}

var families = []family{
	{
		"the error of SDL", regexp.MustCompile(`^(SDL|IMG|TTF|Mix|SDLNet)_`), regexp.MustCompile(`^(SDL|IMG|TTF|Mix|SDLNet)_GetError$`),
		"SDL wiki, SDL_GetError: errors are set per thread",
	},
	{
		"OpenSSL's error queue", regexp.MustCompile(`^(SSL|EVP|X509|PEM|BIO|RSA|EC|ECDSA|DSA|DH|BN|ASN1|CMS|OCSP|PKCS7|PKCS12|ENGINE|HMAC|OSSL|d2i|i2d)_`),
		regexp.MustCompile(`^(ERR_(get|peek)_(last_)?error(_\w+)?|ERR_print_errors(_\w+)?|SSL_get_error)$`),
		"OpenSSL ERR_get_error(3): the thread's error queue; SSL_get_error(3): in the same thread that performed the operation",
	},
	{
		"the error of libgit2", regexp.MustCompile(`^git_`), regexp.MustCompile(`^(git_error_last|giterr_last)$`),
		"libgit2 git2/errors.h, git_error_last: thread-local",
	},
	{
		"the last error of wasmer", regexp.MustCompile(`^(wasm|wasmer|wasi|wat2wasm)`), regexp.MustCompile(`^wasmer_last_error_(length|message)$`),
		"wasmer.h, wasmer_last_error_message: the last error of the thread",
	},
	{
		"the last error of faiss", regexp.MustCompile(`^faiss_`), regexp.MustCompile(`^faiss_get_last_error$`),
		"faiss c_api/error_impl.h: thread_local",
	},
	{
		"the last error of libxml2", regexp.MustCompile(`^(xml|html|xslt|exslt)[A-Z]`), regexp.MustCompile(`^xmlGetLastError$`),
		"libxml2 xmlerror, xmlGetLastError: per thread if compiled with thread support",
	},
	{
		"the last error of libvirt", regexp.MustCompile(`^vir[A-Z]`), regexp.MustCompile(`^virGetLastError\w*$`),
		"libvirt virterror, virGetLastError: the last error of the thread",
	},
	{
		"the last error of librdkafka", regexp.MustCompile(`^rd_kafka_(produce|produce_batch|topic_new|consume_start|consume_stop|consume\w*|offset_store|seek)$`), regexp.MustCompile(`^rd_kafka_last_error$`),
		"rdkafka.h, rd_kafka_last_error: thread-local",
	},
	{
		"the last error of SoapySDR", regexp.MustCompile(`^SoapySDRDevice_`), regexp.MustCompile(`^SoapySDRDevice_last(Error|Status)$`),
		"SoapySDR/Device.h: store its message in thread-safe storage; lib/ErrorHelpers.hpp: thread-local",
	},
	{
		"the last error of CUDA", regexp.MustCompile(`^cuda[A-Z]`), regexp.MustCompile(`^cuda(GetLastError|PeekAtLastError)$`),
		"CUDA Runtime API, cudaGetLastError: in the same instance of the library in the host thread",
	},
	{
		"the device of CUDA", regexp.MustCompile(`^cudaSetDevice$`),
		regexp.MustCompile(`^cuda(Malloc|Free|Memcpy|Memset|Stream|Event|Launch|DeviceSynchronize|MemGetInfo|GetDevice$|DeviceReset)\w*$`),
		"CUDA Runtime API, cudaSetDevice: for the calling host thread",
	},
	{
		"the context of CUDA", regexp.MustCompile(`^cuCtx(SetCurrent|PushCurrent|Create)(_v\d)?$`),
		regexp.MustCompile(`^cu(Mem|Module|Launch|Stream|Event|CtxSynchronize|CtxPopCurrent|CtxGet)\w*$`),
		"CUDA Driver API, cuCtxSetCurrent: to the calling CPU thread",
	},
	{
		"the current context of OpenGL", regexp.MustCompile(`^(glXMakeCurrent|glXMakeContextCurrent|eglMakeCurrent|wglMakeCurrent|OSMesaMakeCurrent|glfwMakeContextCurrent|SDL_GL_MakeCurrent|CGLSetCurrentContext)$`),
		regexp.MustCompile(`^(gl[A-WYZ]\w+|glXSwapBuffers|eglSwapBuffers|eglSwapInterval|glfwSwapInterval)$`),
		"EGL 1.5, 3.7.3: to the current rendering thread",
	},
	{
		"the interpreter lock of Python", regexp.MustCompile(`^(PyGILState_Ensure|PyEval_RestoreThread|PyEval_AcquireThread)$`),
		regexp.MustCompile(`^(PyGILState_Release|PyEval_SaveThread|PyErr_\w+|PyObject_\w+|PyRun_\w+|PyImport_\w+)$`),
		"Python/C API, PyGILState_Ensure: the state of the current thread",
	},
}

// states returns the states of the thread that a C function reads and writes.
func (c *checker) states(call *cgosource.Call) (reads, writes []string) {
	if f := c.sums.Func(call.Name); f != nil {
		reads, writes = slices.Clone(f.Thread.Reads), slices.Clone(f.Thread.Writes)
	}
	for _, l := range families {
		switch {
		case l.reads.MatchString(call.Name):
			reads = append(reads, l.state)
		case l.writes.MatchString(call.Name):
			writes = append(writes, l.state)
		}
	}
	return reads, writes
}
