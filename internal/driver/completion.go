package driver

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

const completionUsage = `usage: cgolint completion bash|zsh|fish

Prints what makes a shell complete commands, flags and checks:

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

func completeBash(w io.Writer, c *completions) {
	fmt.Fprintf(w, `# Completion of cgolint for bash.
_cgolint() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=
	case $prev in
	help) words='%[3]s report why' ;;
	-enable | -disable) words='all correctness suspicious perf pedantic %[3]s' ;;
	-confidence) words='high medium low' ;;
	-format) words='%[4]s' ;;
	-fail-on) words='error warning note' ;;
	*)
		case $cur in
		-*) words='%[2]s' ;;
		*) [ "$COMP_CWORD" -eq 1 ] && words='%[1]s ./...' ;;
		esac
		;;
	esac
	COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _cgolint cgolint
`, strings.Join(c.commands, " "), c.flagNames(), strings.Join(c.checks, " "), strings.ReplaceAll(formatNames(), ",", ""))
}

func completeZsh(w io.Writer, c *completions) {
	fmt.Fprintf(w, `#compdef cgolint
# Completion of cgolint for zsh.
_cgolint() {
	local -a flags
	flags=(
`)
	for _, f := range c.flags {
		fmt.Fprintf(w, "\t\t%s\n", quote("-"+f.name+":"+strings.ReplaceAll(f.usage, ":", `\:`)))
	}
	fmt.Fprintf(w, `	)
	case $words[CURRENT-1] in
	help) compadd -- %[2]s report why ;;
	-enable | -disable) compadd -- all correctness suspicious perf pedantic %[2]s ;;
	-confidence) compadd -- high medium low ;;
	-format) compadd -- %[3]s ;;
	-fail-on) compadd -- error warning note ;;
	*)
		if [[ $PREFIX == -* ]]; then
			_describe flag flags
		else
			(( CURRENT == 2 )) && compadd -- %[1]s ./...
			_files
		fi
		;;
	esac
}
_cgolint "$@"
`, strings.Join(c.commands, " "), strings.Join(c.checks, " "), strings.ReplaceAll(formatNames(), ",", ""))
}

func completeFish(w io.Writer, c *completions) {
	fmt.Fprintf(w, "# Completion of cgolint for fish.\n")
	fmt.Fprintf(w, "complete -c cgolint -n __fish_use_subcommand -a %s\n", quote(strings.Join(c.commands, " ")))
	fmt.Fprintf(w, "complete -c cgolint -n '__fish_seen_subcommand_from help' -a %s\n", quote(strings.Join(c.checks, " ")))
	for _, f := range c.flags {
		fmt.Fprintf(w, "complete -c cgolint -o %s -d %s\n", f.name, quote(f.usage))
	}
}

// quote quotes a word for the shells.
func quote(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }
