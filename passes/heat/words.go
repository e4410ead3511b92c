package heat

import (
	"fmt"
	"strings"

	"github.com/cgolint/cgolint/internal/cname"
)

// wordsOf returns the words of a name, in lower case and in the singular.
func wordsOf(name string) []string {
	words := cname.Words(name)
	for i, w := range words {
		if len(w) > 3 {
			words[i] = strings.TrimSuffix(w, "s")
		}
	}
	return words
}

// What programs have few of and what they have many of, by the words of
// names. The first list has what findings that nobody would act on were over.
var (
	few = cname.Set(`arg argv argc flag option opt attr attribute attrib param parameter env device dev monitor display screen
		output input port adapter gpu card codec format extension ext plugin module driver interface iface dim dimension
		dimen rank axis axe child children menu submenu item button window win tab error err warning handler listener observer
		hint layer stream track channel plane pipeline stage queue family thread core cpu locale lang language font
		mode level depth host server addr address topic partition capability cap feature header hdr field column col
		constraint candidate language profile session connection conn client backend provider engine version stop`)
	many = cname.Set(`sample coord coordinate pixel pix px row height width line frame point vertex vertice index indice byte char rune word
		token record packet cell voxel bin coefficient coef texel triangle face edge node datum data value val
		result match hit keypoint contour blob buffer buf particle block rect vec vector array mat matrix image img bitmap tensor mesh audio pcm wave size num length`)
)

// named returns what the name of a number or a container says of its size.
func named(text, name string) Evidence {
	words := wordsOf(name)
	for _, w := range words {
		if few[w] {
			return Evidence{Cold, fmt.Sprintf("%s is a small number, judging by its name", text)}
		}
	}
	for _, w := range words {
		if many[w] && !tooPlain[w] {
			return Evidence{Hot, fmt.Sprintf("%s is a large number, judging by its name", text)}
		}
	}
	return Evidence{}
}

// tooPlain are words that say that something is a number, and not which.
var tooPlain = cname.Set("size num length value val result data index")

// Few reports whether a name stands for things of which a program has few, such
// as menus or devices.
func Few(name string) bool { return named(name, name).Level == Cold }

// Functions that run seldom, and those that C calls back seldom, by the words
// of their names.
var (
	setup = cname.Set(`new open init initialize create make setup configure config close free destroy release dispose shutdown stop start
		register unregister main version info string dump print help usage list enumerate connect disconnect install load save
		parse flag test example bench demo error err warn warning log debug menu window win monitor click key exit quit finalize
		finalizer cleanup must connect dial listen bind prepare compile build add remove marshal unmarshal`)
	seldom = cname.Set(`error err warn warning log debug close closed destroy destroyed free done finish finished complete completed
		exit quit menu window win monitor state connect connected disconnect disconnected resize focus init click key drop
		conv conversation prompt password passphrase changed meter conflict violation alert alarm hotplug plugged unplugged`)
	spoken  = cname.Set("msg message notice notification text")
	lengths = cname.Set("len length size count num n byte nbyte")
)
