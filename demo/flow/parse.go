package flow

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// Limits of one flow. They keep every later stage linear and small; the
// longest procedure that we know of needs a tenth of them.
const (
	maxBytes   = 512 << 10
	maxScreens = 400
	maxFields  = 1000 // in all
	maxButtons = 2000 // in all
	maxSlots   = 200
	maxClocks  = 200 // counters, or timers, with those of SMS codes
	// The rules about branches compare them in pairs and in combinations.
	maxBranches   = 100 // of one button
	maxConditions = 20  // of one branch
	maxOptions    = 100
	maxPatterns   = 100 // different ones
	// maxReported is how many problems one file gets: more than anybody reads.
	maxReported = 100
)

// Parse reads a flow file that uses no others; see [Load]. The flow is nil
// where a problem is an error.
func Parse(file string, src []byte) (*Flow, []diag.Problem) {
	return newParser(file).run(src)
}

// parser turns the YAML tree into a Flow, in two passes: the first gives
// everything that can be referred to a name, the second resolves references.
type parser struct {
	y    *source.YAML
	flow *Flow
	// fsys has the other files that the flow uses, roots their trees; chain are
	// the flow files that are being read, each continuing the next.
	fsys  fs.FS
	roots map[string]*yaml.Node
	chain []string
	// used is the size of the other files, and shared their screens.
	used   int
	shared map[string]keys
	// err is the first failure to read a file that is there.
	err error
	// What references can name, and the names for suggestions.
	screens     map[string]*Screen
	screenNames []string
	slots       map[string]*Slot
	slotNames   []string // with "record."
	counters    map[string]*Counter
	timers      map[string]*Timer
	drafts      []screenDraft
	// doubtful are the fields of which something could not be read: what they
	// seem to lack may be what was mistyped.
	doubtful map[*Field]bool
	// translated are the texts that are written by language, as they are read.
	translated []translatedText
	// lacking says that the record lacks what was to be taken from elsewhere.
	lacking bool
	// unread are the screens that were to be taken from elsewhere, in vain.
	unread map[*Screen]bool
	// graph says that all screens and transitions could be read, so that the
	// rules about ways through the flow can be trusted.
	graph bool
}

func newParser(file string) *parser {
	return &parser{
		y:        &source.YAML{File: file, FirstLine: 1, Files: map[*yaml.Node]string{}},
		flow:     &Flow{Name: strings.TrimSuffix(path.Base(file), source.FlowSuffix), File: file},
		fsys:     noFiles{},
		roots:    map[string]*yaml.Node{},
		shared:   map[string]keys{},
		chain:    []string{file},
		screens:  map[string]*Screen{},
		slots:    map[string]*Slot{},
		counters: map[string]*Counter{},
		timers:   map[string]*Timer{},
		doubtful: map[*Field]bool{},
		unread:   map[*Screen]bool{},
	}
}

// run parses the file and applies the rules.
func (p *parser) run(src []byte) (*Flow, []diag.Problem) {
	if len(src) > maxBytes {
		return nil, []diag.Problem{{File: p.y.File, Line: 1, Col: 1, Rule: "too-big",
			Message: fmt.Sprintf("a flow file may have %d bytes, this one has %d", maxBytes, len(src)),
			Hint:    "make several flows of it"}}
	}
	text, problem, ok := source.Text(p.y.File, src)
	if !ok {
		return nil, []diag.Problem{problem}
	}
	p.parse(p.y.Parse(text))
	if p.clean() {
		p.flow.settleCapacities()
		p.flow.layOut()
	}
	p.judge()
	problems := diag.Sort(p.y.Problems)
	failed := !p.clean()
	problems = problems[:min(len(problems), maxReported)]
	if failed {
		return nil, problems
	}
	return p.flow, problems
}

func (p *parser) clean() bool {
	errors, _ := diag.Count(p.y.Problems)
	return errors == 0
}

// full reports whether enough problems were found to stop looking for more.
func (p *parser) full() bool { return len(p.y.Problems) > maxReported }

func (p *parser) parse(root *yaml.Node) {
	if root == nil {
		if p.clean() {
			p.y.Report(nil, "missing", "this flow is empty", "a flow needs title, start and screens")
		}
		return
	}
	keys := p.mapping(root, "a flow", "title", "frame", "official", "verified", "start",
		"continues", "persona", "record", "counters", "timers", "screens")
	f := p.flow
	f.Title = p.requiredText(keys.get("title"), root, "a flow")
	f.Frame = Frame(p.oneOf(keys.get("frame"), frameNames[:], 0))
	f.Official = p.official(keys.get("official"))
	f.Verified = p.verified(keys.get("verified"))
	p.continues(keys.get("continues"))
	p.persona(keys.get("persona"))
	p.record(keys.get("record"))
	p.declareCounters(keys.get("counters"))
	p.declareTimers(keys.get("timers"))
	p.declareScreens(keys.get("screens"), root)
	p.resolveFields()
	before := len(p.y.Problems)
	p.resolveScreens()
	p.resolveButtons()
	p.resolveStart(keys.get("start"), root)
	p.graph = p.flow.Start != nil && len(p.unread) == 0 && len(p.y.Problems) == before
	p.typeSlots()
}

// keys are the entries of one mapping by name.
type keys []source.Entry

// get returns the entry of that name, or one without key and value.
func (k keys) get(name string) source.Entry {
	for _, e := range k {
		if e.Name == name {
			return e
		}
	}
	return source.Entry{Name: name}
}

func (p *parser) mapping(n *yaml.Node, what string, known ...string) keys {
	if p.full() {
		return nil
	}
	return p.y.Mapping(n, what, known)
}

func (p *parser) missing(at *yaml.Node, what, key string) {
	p.y.Report(at, "missing", fmt.Sprintf("%s needs %q", what, key), "add a line: "+key+": …")
}

// oneOf reads one of the names and returns its place among them.
func (p *parser) oneOf(e source.Entry, names []string, otherwise int) int {
	if e.Value == nil {
		return otherwise
	}
	s := p.y.String(e)
	if s == "" {
		return otherwise
	}
	if i := slices.Index(names, s); i >= 0 {
		return i
	}
	p.y.Report(e.Value, "unknown-value", fmt.Sprintf("%q is no %s", s, e.Name),
		diag.DidYouMean(s, names, "one of: "+strings.Join(names, ", ")))
	return otherwise
}

func (p *parser) official(e source.Entry) string {
	s := p.y.String(e)
	if s == "" {
		return ""
	}
	if u, err := url.Parse(s); err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		p.y.Report(e.Value, "bad-address", `"official" must be an address that begins with https://`,
			"write the whole address, as the browser shows it")
		return ""
	}
	return s
}

func (p *parser) verified(e source.Entry) string {
	if e.Value == nil || e.Value.ShortTag() == "!!null" {
		return ""
	}
	day, err := time.Parse(time.DateOnly, e.Value.Value)
	if err != nil || e.Value.Kind != yaml.ScalarNode {
		p.y.Report(e.Value, "wrong-type", `"verified" must be a day of the calendar`, "write it as 2026-11-20")
		return ""
	}
	return day.Format(time.DateOnly)
}

// name reports whether a key may name a screen, a field or a slot.
func (p *parser) name(e source.Entry, what string) bool {
	if isName(e.Name) {
		return true
	}
	p.y.Report(e.Key, "bad-name", fmt.Sprintf("%q cannot name a %s", short(e.Name), what),
		"use small letters, digits, _ and -, beginning with a letter, at most 40")
	return false
}

func isName(s string) bool {
	if s == "" || len(s) > 40 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' && r != '-'
	}) < 0
}

// short cuts what an author wrote to what a message can show.
func short(s string) string { return diag.Shorten(s, 40) }

func (p *parser) pos(n *yaml.Node) Pos {
	at := p.y.At(n)
	return Pos{File: at.File, Line: at.Line, Col: at.Col, Width: at.Width}
}

// unknown reports a reference to a name that is not there.
func (p *parser) unknown(n *yaml.Node, what, name string, known []string) {
	p.y.Report(n, "unknown-name", fmt.Sprintf("there is no %s %q", what, short(name)),
		diag.DidYouMean(name, known, listNames("known: ", known)))
}

func listNames(before string, names []string) string {
	const most = 12
	if len(names) == 0 {
		return ""
	}
	if len(names) > most {
		return before + strings.Join(names[:most], ", ") + ", …"
	}
	return before + strings.Join(names, ", ")
}
