package csummary

import (
	"bytes"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"go/token"
	"os"
	"strings"
	"sync"

	"github.com/cgolint/cgolint/internal/ccompiler"
	"github.com/cgolint/cgolint/internal/contract"
	"github.com/cgolint/cgolint/internal/diskcache"
	"github.com/cgolint/cgolint/passes/cgosource"
)

// compilers holds the answers of C compilers, by what was asked.
var compilers sync.Map

// compiler asks the C compiler once per process, and once per compiler for
// all processes. CGOLINT_CC=off keeps it from being run.
func compiler(ctx context.Context, env *ccompiler.Environment, goos, goarch string) (*ccompiler.Compiler, error) {
	unknown := ccompiler.Unknown(goos, goarch)
	if os.Getenv("CGOLINT_CC") == "off" {
		return unknown, errors.New("CGOLINT_CC=off: no C header is found")
	}
	cc, err := ccompiler.Command(env.Get("CC"))
	if err != nil {
		return unknown, fmt.Errorf("no C header is found: %w", err)
	}
	info, err := os.Stat(cc[0])
	if err != nil {
		return unknown, err
	}
	key := diskcache.Hash("compiler", diskcache.Build(), strings.Join(cc, "\x00"), goarch, fmt.Sprint(info.Size(), info.ModTime().UnixNano()))
	answer, _ := compilers.LoadOrStore(key, sync.OnceValues(func() (*ccompiler.Compiler, error) {
		return askCompiler(ctx, key, cc, goarch)
	}))
	c, err := answer.(func() (*ccompiler.Compiler, error))()
	if err != nil {
		return unknown, err
	}
	return c, nil
}

func askCompiler(ctx context.Context, key diskcache.Key, cc []string, goarch string) (*ccompiler.Compiler, error) {
	cache := diskcache.Open()
	if data, ok := cache.Get(key); ok {
		c := new(ccompiler.Compiler)
		if gob.NewDecoder(bytes.NewReader(data)).Decode(c) == nil {
			return c, nil
		}
	}
	c, err := ccompiler.Probe(ctx, cc, goarch)
	if err != nil {
		return nil, err
	}
	var data bytes.Buffer
	if gob.NewEncoder(&data).Encode(c) == nil {
		cache.Put(key, data.Bytes())
	}
	return c, nil
}

// directive begins a comment with a contract.
const directive = "cgolint:contract"

// comments reads the contracts that stand in comments of the package.
func comments(src *cgosource.Package) (*contract.Table, []ContractError) {
	table, _ := contract.Parse("", "")
	var errs []ContractError
	for _, f := range src.Files {
		for _, group := range f.Comments {
			for _, c := range group.List {
				offset := 0
				for line := range strings.Lines(c.Text) {
					pos := c.Pos() + token.Pos(offset)
					offset += len(line)
					text, ok := strings.CutPrefix(strings.TrimLeft(line, "/* \t"), directive)
					if !ok || text != "" && !strings.ContainsAny(text[:1], " \t\n") {
						continue
					}
					row, err := contract.ParseRow(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "*/")))
					if err != nil {
						errs = append(errs, ContractError{pos, pos + token.Pos(len(strings.TrimRight(line, "\r\n"))), err})
						continue
					}
					table = table.And(row)
				}
			}
		}
	}
	return table, errs
}
