// Package spelling finds the name that a misspelt one is meant to be.
package spelling

// Nearest returns the name that is the fewest typos away from what was
// written, or "" when none is near.
func Nearest(written string, names []string) string {
	nearest, best := "", min(2, len(written)/3)
	for _, name := range names {
		if d := Distance(written, name); d <= best && (nearest == "" || d < best) {
			nearest, best = name, d
		}
	}
	return nearest
}

// Distance returns the number of bytes to insert, delete or replace to make b
// from a (Levenshtein's distance).
func Distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			next := diagonal
			if a[i] != b[j] {
				next = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}
