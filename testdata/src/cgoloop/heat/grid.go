package heat

/*
#cgo LDFLAGS: -Wl,--unresolved-symbols=ignore-all
typedef void *mat_t;
typedef struct mol mol;
typedef struct atom atom;
typedef struct res res;
double mat_get(mat_t m, int r, int c);
int mol_atoms(mol *m);
atom *mol_atom(mol *m, int i);
double atom_x(atom *a);
double atom_y(atom *a);
int res_rows(res *r);
int res_type(res *r, int col);
int res_cols(res *r);
*/
import "C"

// Dense hands C the counters of two loops, of which neither says how often it
// turns.
func Dense(m C.mat_t, r, c int) []float64 {
	out := make([]float64, r*c)
	for i := 0; i < r; i++ {
		for j := 0; j < c; j++ {
			out[i*c+j] = float64(C.mat_get(m, C.int(i), C.int(j))) // want `^low: C.mat_get crosses into C once per iteration`
		}
	}
	return out
}

// Trace hands it one.
func Trace(m C.mat_t, r int) (sum float64) {
	for i := 0; i < r; i++ {
		sum += float64(C.mat_get(m, C.int(i), C.int(i))) // want `^low: C.mat_get crosses into C once per iteration`
	}
	return sum
}

type atom struct{ x, y float64 }

// Atoms gets several properties of each element.
func Atoms(m *C.mol) []atom {
	n := int(C.mol_atoms(m))
	out := make([]atom, 0, n)
	for i := 0; i < n; i++ {
		a := C.mol_atom(m, C.int(i)) // want `^low: C.mol_atom, C.atom_x and C.atom_y cross into C once per iteration`
		out = append(out, atom{float64(C.atom_x(a)), float64(C.atom_y(a))})
	}
	return out
}

// Types asks again for the few columns of each of many rows.
func Types(r *C.res) (n int) {
	rows, cols := int(C.res_rows(r)), int(C.res_cols(r))
	for i := 0; i < rows; i++ {
		for j := 0; j < cols; j++ {
			if C.res_type(r, C.int(j)) == 3 { // want `^C.res_type crosses into C once per iteration`
				n++
			}
		}
	}
	return n
}
