package cost

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ast/edge"

	"github.com/cgolint/cgolint/internal/cname"
	"github.com/cgolint/cgolint/internal/lazyregexp"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// guess returns what a call of a function takes that is known by its name and
// its arguments alone.
func (m *meter) guess(call *cgosource.Call) float64 {
	words := cname.Words(call.Name)
	memory := m.takesMemory(call)
	switch {
	case isRemote(call.Name):
		return workTime
	case isAccessor(words):
		if memory && !isIndexed(words) {
			return memoryTime
		}
		return accessorTime
	case isWork(words):
		return workTime
	case memory:
		return memoryTime
	}
	return scalarTime
}

// takesMemory reports whether an argument is a string, a buffer or a
// function, and not a handle or a number.
func (m *meter) takesMemory(call *cgosource.Call) bool {
	for _, arg := range call.Args {
		t := m.src.Info.TypeOf(arg)
		if t == nil {
			return true
		}
		p, ok := t.Underlying().(*types.Pointer)
		if !ok {
			if b, isBasic := t.Underlying().(*types.Basic); isBasic && b.Kind() == types.UnsafePointer && !m.isHandle(arg) {
				return true
			}
			continue
		}
		switch p.Elem().Underlying().(type) {
		case *types.Basic:
			if !addressOf(arg) {
				return true // an out parameter is the address of a variable
			}
		case *types.Array:
			return true // a function pointer is *[0]byte to cgo
		}
	}
	return false
}

// isHandle reports whether an unsafe.Pointer is an object of C that has a type
// of its own in Go, or in C, where void * has another name, or that a C
// function has returned.
func (m *meter) isHandle(arg ast.Expr) bool {
	if m.isFromC(arg) {
		return true
	}
	t := m.src.Info.TypeOf(arg)
	if named, ok := types.Unalias(t).(*types.Named); ok && named.Obj().Pkg() != nil {
		return true
	}
	call, ok := ast.Unparen(arg).(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || !m.src.Info.Types[call.Fun].IsType() {
		return false
	}
	p, ok := m.src.Info.TypeOf(call.Args[0]).(*types.Pointer)
	if !ok {
		return false
	}
	_, isStruct := p.Elem().Underlying().(*types.Struct)
	return isStruct
}

// isFromC reports whether an expression is a local variable that is declared
// with what a C function returns, other than a buffer.
func (m *meter) isFromC(e ast.Expr) bool {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok {
		return false
	}
	v, ok := m.src.Info.Uses[id].(*types.Var)
	if !ok || v.Kind() != types.LocalVar {
		return false
	}
	decl, ok := m.src.Declared(v)
	if !ok || decl.ParentEdgeKind() != edge.AssignStmt_Lhs {
		return false
	}
	assign := decl.Parent().Node().(*ast.AssignStmt)
	i := decl.ParentEdgeIndex()
	if len(assign.Rhs) != len(assign.Lhs) {
		return false
	}
	call, ok := ast.Unparen(assign.Rhs[i]).(*ast.CallExpr)
	if !ok {
		return false
	}
	c := m.src.Call(call)
	return c != nil && !buffers[c.Name]
}

// buffers are C functions that return memory for whatever one likes.
var buffers = cname.Set("malloc calloc realloc CBytes mmap aligned_alloc")

// addressOf reports whether an argument is the address of a variable.
func addressOf(e ast.Expr) bool {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.UnaryExpr:
			switch ast.Unparen(x.X).(type) {
			case *ast.Ident, *ast.SelectorExpr:
				return true
			}
			return false
		case *ast.CallExpr:
			if len(x.Args) != 1 {
				return false
			}
			e = x.Args[0]
		default:
			return false
		}
	}
}

// What C libraries call functions that get or set something, and functions
// that do something long.
var (
	accessorVerbs = cname.Set("get is has num count size len length at nth idx")
	accessorNouns = cname.Set(`value type kind id name flags width height ptr data key first last next prev previous column col field item
		element elem entry row cell child parent attr attribute set index code errno error status state version x y z re im`)
	workWords = cname.Set(`exec execute query prepare step open close read write send recv receive load save run init initialize create new
		compile parse render compress decompress deflate inflate encode decode encrypt decrypt hash digest sign verify connect accept
		listen poll wait sleep flush sync commit begin rollback search find lookup match sort process transform convert scan solve train
		eval evaluate infer predict forward detect recognize extract analyze synthesize decode call invoke perform submit dispatch transfer request fetch download upload join fork spawn start stop import export
		dump print serialize deserialize marshal unmarshal generate build link mount unmount register unregister resize blur filter compute
		calculate clone copy dup play record capture present swap seek reload refresh install remove delete destroy merge pull push publish
		subscribe stat path file exp mul pow mod inv pairing`)
	// derives makes work of what is said to be got: keys and random numbers.
	derives = cname.Set("public secret private random rand csprng proof witness")
)

// remote matches the names of libraries whose functions ask a service, a
// device or the kernel, whatever their names say they get: the first words of
// their functions' names, with the library.
var remote = lazyregexp.New(`^(` +
	`dcgm|nvml|` + // NVIDIA: a daemon and the driver
	`bpf_|bcc_|perf_|io_uring_|` + // system calls
	`vir[A-Z]|` + // libvirt: RPC
	`rados_|rbd_|ceph_|glfs_|` + // storage clusters
	`ldap_|krb5_|gss_|PQ|mysql_|OCI|dpi[A-Z]|SQL[A-Z]|` + // servers
	`libusb_|hid_|usb_|ibv_|rdma_|fi_|snd_|v4l2_|drm[A-Z]|udev_|` + // devices
	`X[A-Z]|xcb_|wl_|` + // a display server
	`sd_bus_|dbus_|g_dbus_|secret_|sd_journal_` +
	`)`)

func isRemote(name string) bool { return remote.MatchString(name) }

// isAccessor reports whether a name is that of an accessor.
func isAccessor(words []string) bool {
	noun := false
	for _, w := range words {
		if derives[w] {
			return false
		}
	}
	for _, w := range words {
		if accessorVerbs[w] {
			return true
		}
		noun = noun || accessorNouns[w]
	}
	return noun && !isWork(words)
}

// isIndexed reports whether a name is that of a function that gets an element
// by its index: what it gets it from may be the elements themselves.
func isIndexed(words []string) bool {
	for _, w := range words {
		switch w {
		case "at", "idx", "index", "nth":
			return true
		}
	}
	return false
}

func isWork(words []string) bool {
	for _, w := range words {
		if workWords[w] || derives[w] {
			return true
		}
	}
	return false
}
