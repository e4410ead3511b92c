package finding

import (
	"encoding/json"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Info is what a check says of a finding and analysis.Diagnostic has no field
// for. The zero value is that of most findings.
type Info struct {
	Confidence Confidence `json:"confidence,omitempty"`

	// Group is set where it is another than that of the check and of the
	// category.
	Group Group `json:"group,omitempty"`

	// NoFix says why the finding has no fix, where the catalogue does not say
	// it for all of its category: a clause in lower case, without a full stop.
	NoFix string `json:"noFix,omitempty"`

	// Suppressed is the reason that the user's file gives for ignoring the
	// finding; "" when it does not ignore it.
	Suppressed string `json:"suppressed,omitempty"`

	// Unmeasured tells that only a profile can decide whether the finding is
	// shown: its confidence is too low without one.
	Unmeasured bool `json:"unmeasured,omitempty"`
}

// infoPrefix begins the message of the related information that holds an
// Info.
const infoPrefix = "cgolint-info:"

// Attach returns the diagnostic with an Info in it, for [Detach] to take out
// again: as the last of its related information, which is the only place
// where it survives in the JSON of go vet. Only drivers that detach it may see
// such a diagnostic.
func Attach(d analysis.Diagnostic, info Info) analysis.Diagnostic {
	if info == (Info{}) {
		return d
	}
	text, err := json.Marshal(info)
	if err != nil {
		panic(err) // it has strings and a small number
	}
	related := append([]analysis.RelatedInformation{}, d.Related...)
	d.Related = append(related, analysis.RelatedInformation{Pos: d.Pos, End: d.End, Message: infoPrefix + string(text)})
	return d
}

// Detach returns the diagnostic as it was before [Attach], and what was
// attached.
func Detach(d analysis.Diagnostic) (analysis.Diagnostic, Info) {
	last := len(d.Related) - 1
	if last < 0 {
		return d, Info{}
	}
	info, ok := ParseInfo(d.Related[last].Message)
	if ok {
		d.Related = d.Related[:last]
	}
	return d, info
}

// ParseInfo returns the Info that the message of a related information holds;
// ok is false when it is a message for people.
func ParseInfo(message string) (info Info, ok bool) {
	text, ok := strings.CutPrefix(message, infoPrefix)
	if !ok || json.Unmarshal([]byte(text), &info) != nil {
		return Info{}, false
	}
	return info, true
}
