// Package referenced has objects to which a function of another package gives a
// finalizer, by an interface.
package referenced

/*
typedef struct block block;
typedef struct view view;
typedef struct table table;
block *block_alloc(int n);
void block_free(block *b);
int block_sum(block *b);
view *view_get(int n);
void view_free(view *v);
int view_sum(view *v);
table *table_alloc(int n);
void table_free(table *t);
int table_sum(table *t);
*/
import "C"

import (
	"unsafe"

	"example.com/cgokeepalive/reference"
)

// A Block is finalized.
type Block struct{ reference.Base }

// NewBlock makes one.
func NewBlock(n int) *Block {
	b := &Block{}
	b.Set(uintptr(unsafe.Pointer(C.block_alloc(C.int(n)))))
	reference.Init(b)
	return b
}

// Dispose is what the finalizer calls.
func (b *Block) Dispose() { C.block_free((*C.block)(unsafe.Pointer(b.Ptr()))) }

// SumBlock may use what it has freed.
func SumBlock(b *Block) int {
	return int(C.block_sum((*C.block)(unsafe.Pointer(b.Ptr())))) // want `C.block_sum may use freed memory: nothing keeps b alive until it returns, and the finalizer of b frees b.Base.p by C.block_free`
}

// A View is not finalized: a flag says so.
type View struct{ reference.Base }

// NewView makes one.
func NewView(n int) *View {
	v := &View{}
	v.Set(uintptr(unsafe.Pointer(C.view_get(C.int(n)))))
	reference.InitStatic(v)
	return v
}

// Dispose is what a finalizer would call.
func (v *View) Dispose() { C.view_free((*C.view)(unsafe.Pointer(v.Ptr()))) }

// SumView is right.
func SumView(v *View) int { return int(C.view_sum((*C.view)(unsafe.Pointer(v.Ptr())))) }

// A Table is finalized, by reflection.
type Table struct{ reference.Base }

// NewTable makes one.
func NewTable(n int) *Table {
	t := &Table{}
	t.Set(uintptr(unsafe.Pointer(C.table_alloc(C.int(n)))))
	reference.InitReflected(t)
	return t
}

// Dispose is what the finalizer calls.
func (t *Table) Dispose() { C.table_free((*C.table)(unsafe.Pointer(t.Ptr()))) }

// SumTable may use what it has freed.
func SumTable(t *Table) int {
	n := int(C.table_sum((*C.table)(unsafe.Pointer(t.Ptr())))) // want `C.table_sum may use freed memory: nothing keeps t alive until it returns`
	return n
}
