package heat

/*
typedef struct mol mol;
typedef struct atom atom;
int mol_atoms(mol *m);
atom *mol_atom(mol *m, int i);
double atom_x(atom *a);
double atom_y(atom *a);
*/
import "C"

var last atom

// goAtoms gets several properties of each element as often as C calls it: that
// there are several does not make them less.
//
//export goAtoms
func goAtoms(m *C.mol) {
	n := int(C.mol_atoms(m))
	for i := 0; i < n; i++ {
		a := C.mol_atom(m, C.int(i)) // want `^C.mol_atom, C.atom_x and C.atom_y cross into C once per iteration`
		last = atom{float64(C.atom_x(a)), float64(C.atom_y(a))}
	}
}
