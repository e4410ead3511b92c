package finding

import "strings"

// former has what categories were called in earlier versions, when they were
// another check's, by what they are called now. An old name still selects a
// category, and suppresses its findings.
var former = map[string]string{
	"cgolock/registry":     "globalmap/held",
	"cgothread/goroutines": "cgoloop/goroutines",
}

// IsFormer reports whether a category had the name in earlier versions.
func IsFormer(name string) bool {
	for _, old := range former {
		if old == name {
			return true
		}
	}
	return false
}

// WasNamed reports whether a check's category had the name in earlier
// versions.
func WasNamed(check, category, name string) bool {
	old, ok := former[CategoryName(check, category)]
	return ok && old == name
}

// WasCalled reports whether findings of a check's category had the name in
// earlier versions: that of a category, or of the check that it was of.
func WasCalled(check, category, name string) bool {
	old := former[CategoryName(check, category)]
	return old != "" && (old == name || strings.HasPrefix(old, name+"/"))
}
