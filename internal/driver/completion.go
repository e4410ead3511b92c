package driver

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

const completionUsage = `usage: cgolint completion bash|zsh|fish

Prints a script that makes a shell complete commands, flags and checks:

	bash: source <(cgolint completion bash)
	zsh:  cgolint completion zsh >"${fpath[1]}/_cgolint"
	fish: cgolint completion fish >~/.config/fish/completions/cgolint.fish
`

// completion is the command completion.
func (p *Program) completion(args []string, stdout, stderr io.Writer) int {
	shells := map[string]func(io.Writer, *completions){"bash": completeBash, "zsh": completeZsh, "fish": completeFish}
	switch {
	case IsHelp(args):
		fmt.Fprint(stdout, completionUsage)
	case len(args) != 1 || shells[args[0]] == nil:
		return fail(stderr, fmt.Errorf("completion: name a shell\n%s", completionUsage))
	default:
		shells[args[0]](stdout, p.completions())
	}
	return exitClean
}

// completions are the words that a shell completes.
type completions struct {
	commands, checks []string
	flags            []completedFlag
}

// A completedFlag is a flag with what it is for.
type completedFlag struct{ name, usage string }

// completions returns the words, but for the switches of checks, which are too
// many: -enable and help complete their names.
func (p *Program) completions() *completions {
	c := &completions{commands: commandNames(), checks: p.Checks.Names()}
	newFlagSet(p.Checks.Analyzers(), new(options)).VisitAll(func(f *flag.Flag) {
		if slices.Contains(c.checks, f.Name) || strings.Contains(f.Name, ".") {
			return
		}
		_, usage := flag.UnquoteUsage(f)
		c.flags = append(c.flags, completedFlag{f.Name, usage})
	})
	return c
}

func (c *completions) flagNames() string {
	var names []string
	for _, f := range c.flags {
		names = append(names, "-"+f.name)
	}
	return strings.Join(names, " ")
}

// values returns the words that are values of flags and arguments of commands,
// by their names.
func (c *completions) values() map[string]string {
	checks := strings.Join(c.checks, " ")
	named := "all correctness suspicious perf pedantic " + checks
	return map[string]string{
		"-enable": named, "-disable": named, "-confidence": "high medium low", "-fail-on": "error warning note",
		"-format": strings.ReplaceAll(formatNames(), ",", ""),
		"help":    checks + " report why", "completion": "bash zsh fish", "gopls": "build check",
	}
}

// cases writes an arm of a case of a shell for each word that has values, in
// which %s stands for them.
func (c *completions) cases(w io.Writer, arm string) {
	values := c.values()
	for _, word := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(w, "\t%s) "+arm+" ;;\n", word, values[word])
	}
}

func completeBash(w io.Writer, c *completions) {
	fmt.Fprint(w, `# Completion of cgolint for bash, for which = is a word.
_cgolint() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=
	[ "$cur" = = ] && cur=
	[ "$prev" = = ] && prev=${COMP_WORDS[COMP_CWORD-2]}
	local list=${cur%"${cur##*,}"}
	case $prev in
`)
	c.cases(w, "words='%s'")
	fmt.Fprintf(w, `	*)
		case $cur in
		-*) words='%s' ;;
		*) [ "$COMP_CWORD" -eq 1 ] && words='%s ./...' ;;
		esac
		;;
	esac
	COMPREPLY=($(compgen -P "$list" -W "$words" -- "${cur#"$list"}"))
}
complete -o default -F _cgolint cgolint
`, c.flagNames(), strings.Join(c.commands, " "))
}

func completeZsh(w io.Writer, c *completions) {
	fmt.Fprint(w, `#compdef cgolint
# Completion of cgolint for zsh.
_cgolint() {
	local -a flags
	flags=(
`)
	for _, f := range c.flags {
		fmt.Fprintf(w, "\t\t%s\n", quote("-"+f.name+":"+strings.ReplaceAll(f.usage, ":", `\:`)))
	}
	fmt.Fprint(w, `	)
	local prev=$words[CURRENT-1]
	if compset -P '-*='; then
		prev=${words[CURRENT]%%=*}
	fi
	compset -P '*,'
	case $prev in
`)
	c.cases(w, "compadd -- %s")
	fmt.Fprintf(w, `	*)
		if [[ $PREFIX == -* ]]; then
			_describe flag flags
		else
			(( CURRENT == 2 )) && compadd -- %s ./...
			_files
		fi
		;;
	esac
}
if [[ $funcstack[1] == _cgolint ]]; then # of a file in fpath
	_cgolint "$@"
else
	compdef _cgolint cgolint
fi
`, strings.Join(c.commands, " "))
}

func completeFish(w io.Writer, c *completions) {
	fmt.Fprintf(w, "# Completion of cgolint for fish.\n")
	fmt.Fprintf(w, "complete -c cgolint -n __fish_use_subcommand -a %s\n", quote(strings.Join(c.commands, " ")))
	values := c.values()
	for _, word := range slices.Sorted(maps.Keys(values)) {
		if !strings.HasPrefix(word, "-") {
			fmt.Fprintf(w, "complete -c cgolint -f -n '__fish_seen_subcommand_from %s' -a %s\n", word, quote(values[word]))
		}
	}
	for _, f := range c.flags {
		fmt.Fprintf(w, "complete -c cgolint -o %s -d %s", f.name, quote(f.usage))
		if words := values["-"+f.name]; words != "" {
			fmt.Fprintf(w, " -x -a %s", quote(words))
		}
		fmt.Fprintln(w)
	}
}

// quote quotes a word for the shells.
func quote(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
