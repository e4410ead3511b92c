package finding

import "fmt"

// A Confidence says how sure a check is that a finding is right and worth a
// change. What is reported with Low confidence is not shown unless it is
// asked for.
type Confidence uint8

const (
	High Confidence = iota
	Medium
	Low
)

var confidences = [...]string{"high", "medium", "low"}

func (c Confidence) String() string {
	if int(c) < len(confidences) {
		return confidences[c]
	}
	return fmt.Sprintf("Confidence(%d)", uint8(c))
}

// ParseConfidence returns the confidence of that name.
func ParseConfidence(name string) (Confidence, error) {
	for i, text := range confidences {
		if text == name {
			return Confidence(i), nil
		}
	}
	return Low, fmt.Errorf("there is no confidence %q; there are high, medium and low", name)
}

// MarshalText implements encoding.TextMarshaler: it returns the name.
func (c Confidence) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (c *Confidence) UnmarshalText(text []byte) (err error) {
	*c, err = ParseConfidence(string(text))
	return err
}
