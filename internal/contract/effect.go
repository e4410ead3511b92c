package contract

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cgolint/cgolint/internal/lazyregexp"
)

// effects are the words of one effect of a parameter each, without those that
// are followed by more.
var effects = []struct {
	word string
	what What
}{
	{"not retained", NotRetained},
	{"written", Written},
	{"filled", Written | Filled},
	{"freed", Freed},
	{"taken", Taken},
	{"returned", Returned},
	{"called", Called},
	{"called per element", Called | PerElement},
	{"called later", Called | Later},
	{"called on a thread", Called | Later | OnThread},
	{"reads until NUL", UntilNUL},
}

// longEffects are how the other effects begin.
const longEffects = "retained, contents retained, copied, out, reads at most, writes at most"

// set adds one effect.
func (p *Param) set(what string) error {
	if rest, ok := strings.CutPrefix(what, "out "); ok {
		return p.setOut(rest)
	}
	what, condition, conditional := strings.Cut(what, " if ")
	if conditional {
		if err := p.condition(condition); err != nil {
			return err
		}
	}
	for _, e := range effects {
		if e.word == what {
			p.What |= e.what
			return nil
		}
	}
	return p.setLong(what)
}

func (p *Param) setLong(what string) (err error) {
	if what == "copied" {
		p.What |= Copied
		return nil
	}
	if to, ok := strings.CutPrefix(what, "copied to "); ok {
		p.What |= Copied
		p.CopyTo, err = argument(to)
		return err
	}
	if length, ok := strings.CutPrefix(what, "reads at most "); ok {
		p.Reads, err = parseExtent(length)
		return err
	}
	if length, ok := strings.CutPrefix(what, "writes at most "); ok {
		p.What |= Written
		p.Writes, err = parseExtent(length)
		return err
	}
	inside, contents := strings.CutPrefix(what, "contents ")
	if rest, ok := strings.CutPrefix(inside, "retained"); ok && (rest == "" || rest[0] == ' ') {
		return p.setRetained(rest, contents)
	}
	return unknownEffect(what)
}

func unknownEffect(what string) error {
	var words []string
	for _, e := range effects {
		words = append(words, e.word)
	}
	return fmt.Errorf("unknown effect %q; want %s, %s", what, longEffects, strings.Join(words, ", "))
}

// setRetained parses what follows "retained".
func (p *Param) setRetained(rest string, contents bool) (err error) {
	p.What |= Retained
	if contents {
		p.What = p.What&^Retained | Contents
	}
	rest, until, bounded := strings.Cut(rest, " until ")
	if bounded {
		if p.Until, err = functions(until); err != nil {
			return err
		}
	}
	if in, ok := strings.CutPrefix(rest, " in "); ok {
		p.In, err = argument(in)
		return err
	}
	if rest != "" {
		return fmt.Errorf("unknown words %q after \"retained\"; want \"in N\", \"until F\" or \"if N == VALUE\"", strings.TrimSpace(rest))
	}
	return nil
}

// setOut parses what follows "out".
func (p *Param) setOut(what string) error {
	what, condition, conditional := strings.Cut(what, " if ")
	o, ok, err := parseOrigin(what)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("unknown origin %q; want fresh, static, inside N or argument N", what)
	}
	if conditional {
		if o.Cond, err = parseResultCond(condition); err != nil {
			return err
		}
	}
	o.Source = p.Source
	p.What |= Written | Filled
	p.Out = &o
	return nil
}

// condition matches "5 == 0".
var condition = lazyregexp.New(`^(\d+) *(==|!=) *(.+)$`)

func (p *Param) condition(text string) error {
	m := condition.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return fmt.Errorf("%q is no condition; want an argument, == or !=, and numbers", text)
	}
	i, err := argument(m[1])
	if err != nil {
		return err
	}
	p.If = &If{Arg: i, Equal: m[2] == "=="}
	for s := range strings.SplitSeq(m[3], ",") {
		value, err := strconv.ParseInt(strings.TrimSpace(s), 0, 64)
		if err != nil {
			return fmt.Errorf("%q is no number", s)
		}
		p.If.Values = append(p.If.Values, value)
	}
	return nil
}

// argument parses the number of an argument, from 1, and returns it from 0.
func argument(s string) (int, error) {
	i, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || i < 1 || i > 64 {
		return 0, fmt.Errorf("%q is no argument; want a number from 1", s)
	}
	return i - 1, nil
}

// merge adds what another row says of the same parameter, and reports false
// when it says the same again, or the contrary.
func (p *Param) merge(q *Param) bool {
	repeated := Written | Filled
	if q.What&OnThread != 0 {
		repeated |= Called | Later
	}
	if p.What&q.What&^repeated != 0 || p.Out != nil && q.Out != nil || p.Reads != nil && q.Reads != nil || p.Writes != nil && q.Writes != nil {
		return false
	}
	const kept = Retained | Contents
	if q.What&kept != 0 {
		if p.What&kept != 0 {
			return false
		}
		p.In, p.Until, p.If = q.In, q.Until, q.If
	}
	if q.What&Copied != 0 {
		p.CopyTo = q.CopyTo
	}
	p.What |= q.What
	either(&p.Out, q.Out)
	either(&p.Reads, q.Reads)
	either(&p.Writes, q.Writes)
	if p.Source != q.Source {
		p.Source = strings.Trim(p.Source+"; "+q.Source, "; ")
	}
	return !p.contradictory()
}

// contradictory reports whether a pointer is said to be kept and not to be.
func (p *Param) contradictory() bool {
	return p.What&Retained != 0 && p.What&(NotRetained|Copied) != 0 && p.If == nil
}
