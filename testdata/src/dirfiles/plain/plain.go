// Package plain is used by files that are not part of the build.
package plain

var (
	inTest     int // want "inTest is mentioned in plain_test.go"
	inWindows  int // want "inWindows is mentioned in plain_windows.go"
	inExternal int
	inTool     int
	inComment  int
	here       int
)

func use() int { // want "use is mentioned in plain_test.go"
	return inTest + inWindows + inExternal + inTool + inComment + here
}

var fields struct { // want "fields is mentioned in plain_test.go"
	selected int // want "field selected is mentioned in plain_test.go"
	keyed    int // want "field keyed is mentioned in plain_test.go"
	receiver int
}
