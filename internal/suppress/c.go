package suppress

import "strings"

// A Comment is a comment of C: byte offsets in the text, its marks included.
type Comment struct{ Start, End int }

// Comments returns the comments in C text, in order.
func Comments(text string) []Comment {
	var all []Comment
	for i := 0; i < len(text); {
		switch rest := text[i:]; {
		case strings.HasPrefix(rest, "//"):
			end := i + until(rest, "\n", 0)
			all = append(all, Comment{i, end})
			i = end
		case strings.HasPrefix(rest, "/*"):
			end := i + until(rest[2:], "*/", 2) + 2
			all = append(all, Comment{i, end})
			i = end
		default:
			i += literal(rest)
		}
	}
	return all
}

// until returns the offset of mark in text, or its length, so that n is added.
func until(text, mark string, n int) int {
	if j := strings.Index(text, mark); j >= 0 {
		return j + n
	}
	return len(text)
}

// literal returns the length of the string or character that text begins
// with, or 1.
func literal(text string) int {
	quote := text[0]
	if quote != '"' && quote != '\'' {
		return 1
	}
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case quote:
			return i + 1
		case '\n':
			return i // it does not end
		}
	}
	return len(text)
}

// LoopEnd returns the offset behind a loop that begins at start, or start
// where none does: behind the brace that ends its body, or the semicolon.
func LoopEnd(text string, start int) int {
	head := strings.TrimLeft(text[start:], " \t")
	i := len(text) - len(head)
	if !beginsLoop(head) {
		return start
	}
	depth := 0
	for i < len(text) {
		switch rest := text[i:]; {
		case strings.HasPrefix(rest, "//"):
			i += until(rest, "\n", 0)
			continue
		case strings.HasPrefix(rest, "/*"):
			i += until(rest[2:], "*/", 2) + 2
			continue
		}
		switch text[i] {
		case '(', '{', '[':
			depth++
		case ')', '}', ']':
			depth--
			if depth <= 0 && text[i] == '}' {
				return i + 1
			}
		case ';':
			if depth <= 0 {
				return i + 1
			}
		}
		i += literal(text[i:])
	}
	return len(text)
}

// beginsLoop reports whether C text begins with a loop.
func beginsLoop(text string) bool {
	for _, word := range []string{"for", "while", "do"} {
		rest, ok := strings.CutPrefix(text, word)
		if ok && (rest == "" || strings.ContainsAny(rest[:1], " \t\r\n({")) {
			return true
		}
	}
	return false
}
