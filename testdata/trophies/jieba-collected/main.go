// The dictionaries are freed while C++ cuts a text with them.
package main

import (
	"strings"

	"github.com/yanyiwu/gojieba"

	"github.com/cgolint/cgolint/testdata/trophies/show"
)

func main() {
	show.Collect()
	text := strings.Repeat("我来到北京清华大学", 20000)
	for range 5 {
		if words := gojieba.NewJieba().Cut(text, true); len(words) == 0 {
			panic("broken by the finalizer: no words")
		}
	}
}
