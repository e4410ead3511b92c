// Package cname reads the names of C functions, and of the methods of Go that
// wrap them: their words tell what a function begins or ends, where nothing
// better is known.
package cname

import (
	"slices"
	"strings"
	"unicode"
)

// releaseWords are words in the names of functions that end something.
var releaseWords = Set(`free close destroy delete release unref unregister deregister remove clear unset stop cleanup
	finalize finish fini deinit uninit quit shutdown terminate term detach disconnect cancel dispose del drop unsubscribe
	finalizer destructor teardown`)

// startWords are words in the names of functions that begin something.
var startWords = Set("set register add attach connect install init new create start on subscribe put push")

// IsRelease reports whether the name of a function says that it ends something.
func IsRelease(name string) bool { return HasWord(name, releaseWords) }

// endMethods are the names of methods of Go that end an object.
var endMethods = Set(`Close Free Destroy Delete Dispose Release Finalize close free destroy delete dispose release finalize`)

// IsEndMethod reports whether a method of Go says by its name that it ends its
// object, and with it the object of C that it stands for.
func IsEndMethod(name string) bool { return endMethods[name] }

// Undoes reports whether one function undoes what another did, by their
// names: clear_user and set_user.
func Undoes(name, other string) bool {
	return strings.Join(withoutWords(Words(name), releaseWords), " ") == strings.Join(withoutWords(Words(other), startWords), " ")
}

func withoutWords(words []string, drop map[string]bool) []string {
	return slices.DeleteFunc(words, func(w string) bool { return drop[w] })
}

// Words returns the words of a name in snake case or camel case, in lower
// case. A number is a word of its own: sqlite3_get2d has sqlite, 3, get, 2
// and d. So is an acronym: GDALClose has gdal and close.
func Words(name string) []string {
	var words []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
		}
		word = nil
	}
	previous := '_'
	for i, r := range name {
		switch {
		case r == '_':
			end()
			previous = r
			continue
		case unicode.IsUpper(r) && !unicode.IsUpper(previous), unicode.IsDigit(r) != unicode.IsDigit(previous),
			endsAcronym(word, name[i:]):
			end()
		}
		word = append(word, r)
		previous = r
	}
	end()
	return words
}

// endsAcronym reports whether a word so far is an acronym, and what follows it
// in a name begins the next word: a capital letter and a small one, which is
// not the s of a plural. An acronym has two letters at least, so that GLfloat
// is one word.
func endsAcronym(word []rune, next string) bool {
	if len(word) < 2 || len(next) < 2 || strings.ContainsFunc(string(word), unicode.IsLower) {
		return false
	}
	plural := next[1] == 's' && (len(next) == 2 || !unicode.IsLower(rune(next[2])))
	return unicode.IsUpper(rune(next[0])) && unicode.IsLower(rune(next[1])) && !plural
}

// HasWord reports whether one of the words of a name is in a set.
func HasWord(name string, set map[string]bool) bool {
	return slices.ContainsFunc(Words(name), func(w string) bool { return set[w] })
}

// Set returns the words of a text as a set.
func Set(words string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}
