package ctoken

// A Name is an interned spelling. 0 is "".
type Name uint32

// Names interns spellings. The words that the parser knows are the same in
// each: see Keyword and the constants of this package.
type Names struct {
	texts  []string
	hashes []uint32
	table  []Name // open addressing, a power of 2
}

// NewNames returns a Names that has the known words.
func NewNames() *Names {
	n := &Names{table: make([]Name, 1<<14)}
	n.texts, n.hashes = append(n.texts, ""), append(n.hashes, 0)
	for _, word := range words {
		n.Intern([]byte(word))
	}
	return n
}

// Text returns the spelling of a name.
func (n *Names) Text(name Name) string { return n.texts[name] }

// Len returns a number that is above all names.
func (n *Names) Len() int { return len(n.texts) }

// Hash returns the hash of a spelling.
func hashOf(text []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range text {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// Intern returns the name of a spelling.
func (n *Names) Intern(text []byte) Name { return n.intern(text, hashOf(text)) }

func (n *Names) intern(text []byte, hash uint32) Name {
	if len(text) == 0 {
		return 0
	}
	mask := uint32(len(n.table) - 1)
	i := (hash ^ hash>>15) & mask
	for n.table[i] != 0 {
		name := n.table[i]
		if n.hashes[name] == hash && n.texts[name] == string(text) {
			return name
		}
		i = (i + 1) & mask
	}
	name := Name(len(n.texts))
	n.texts = append(n.texts, string(text))
	n.hashes = append(n.hashes, hash)
	n.table[i] = name
	if len(n.texts) > len(n.table)/2 {
		n.grow()
	}
	return name
}

func (n *Names) grow() {
	n.table = make([]Name, 2*len(n.table))
	mask := uint32(len(n.table) - 1)
	for name := Name(1); int(name) < len(n.texts); name++ {
		hash := n.hashes[name]
		i := (hash ^ hash>>15) & mask
		for n.table[i] != 0 {
			i = (i + 1) & mask
		}
		n.table[i] = name
	}
}
