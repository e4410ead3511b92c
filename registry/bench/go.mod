module github.com/cgolint/cgolint/registry/bench

go 1.26.0

require (
	github.com/anishathalye/porcupine v1.3.1
	github.com/cgolint/cgolint/registry v0.0.0
	github.com/mattn/go-pointer v0.0.1
	github.com/puzpuzpuz/xsync/v4 v4.5.0
	// Newer versions of x/perf ask for an x/tools beyond the one that the
	// linter, which shares the workspace, is to be built with.
	golang.org/x/perf v0.0.0-20250813145418-2f7363a06fe1
	gonum.org/v1/plot v0.17.0
)

require (
	codeberg.org/go-fonts/liberation v0.5.0 // indirect
	codeberg.org/go-latex/latex v0.2.0 // indirect
	codeberg.org/go-pdf/fpdf v0.11.1 // indirect
	git.sr.ht/~sbinet/gg v0.7.0 // indirect
	github.com/aclements/go-moremath v0.0.0-20210112150236-f10218a38794 // indirect
	github.com/ajstarks/svgo v0.0.0-20211024235047-1546f124cd8b // indirect
	github.com/golang/freetype v0.0.0-20170609003504-e2365dfdc4a0 // indirect
	golang.org/x/image v0.30.0 // indirect
	golang.org/x/text v0.28.0 // indirect
)

replace github.com/cgolint/cgolint/registry => ../
