// Package flowfile reads flows from their files. Package flow specifies the
// language; package lint, which is applied here, holds the rules beyond syntax.
package flowfile

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/fact"
	"rehearse/demo/flow"
	"rehearse/demo/flow/lint"
	"rehearse/demo/route"
	"rehearse/demo/source"
)

//go:embed rules
var rules embed.FS

// Rules returns the declarations of the rules that this package finds
// violations of.
func Rules() fs.FS { return rules }

const (
	// maxBytes bounds a file. Like all limits of a flow it keeps every later stage
	// linear and small; the longest procedure that we know of needs a tenth of it.
	maxBytes = 512 << 10
	// maxChain is how many flows may continue each other.
	maxChain = 8
)

// Parse reads a flow file that uses no others; see [Load]. The flow is nil
// where a problem is an error.
func Parse(file string, src []byte) (*flow.Flow, []diag.Problem) {
	f, problems, _ := readFlow(noFiles{}, []string{file}, src)
	return f, problems
}

// Load reads a flow file of the content folder, with the files that it uses.
// The flow is nil where a problem is an error. The error is about reading; that
// a file which the flow names is not there is a problem.
func Load(fsys fs.FS, file string) (*flow.Flow, []diag.Problem, error) {
	return load(fsys, []string{file})
}

// load is Load for the last of a chain of flows that continue each other.
func load(fsys fs.FS, chain []string) (*flow.Flow, []diag.Problem, error) {
	src, err := fs.ReadFile(fsys, chain[len(chain)-1])
	if err != nil {
		return nil, nil, err
	}
	return readFlow(fsys, chain, src)
}

// reader turns a YAML tree into a flow, in two passes: the first gives
// everything that can be referred to a name, the second resolves references.
type reader struct {
	*scope
	files *files
	// chain are the flow files that are being read, each continuing the next.
	chain  []string
	drafts []screenDraft
	// doubtful is that of lint.Input.
	doubtful map[any]bool
}

func readFlow(fsys fs.FS, chain []string, src []byte) (*flow.Flow, []diag.Problem, error) {
	file := chain[len(chain)-1]
	if len(src) > maxBytes {
		return nil, []diag.Problem{{File: file, Line: 1, Col: 1, Rule: "too-big",
			Message: fmt.Sprintf("a flow file may have %d bytes, and this one has more", maxBytes),
			Hint:    "make several flows of it"}}, nil
	}
	text, problem, ok := source.Text(file, src)
	if !ok {
		return nil, []diag.Problem{problem}, nil
	}
	d := &document{YAML: source.YAML{File: file, FirstLine: 1, Files: map[*yaml.Node]string{}}, cut: map[string]bool{}}
	d.facts = sync.OnceValue(func() fact.Facts {
		facts, _ := fact.Read(fsys, time.UTC) // what is wrong with them is reported where they stand
		return facts
	})
	r := &reader{
		scope: &scope{
			document: d,
			flow:     &flow.Flow{Name: strings.TrimSuffix(path.Base(file), source.FlowSuffix), File: file},
			screens:  map[string]*flow.Screen{},
			slots:    map[string]*flow.Slot{},
			counters: map[string]*flow.Counter{},
			timers:   map[string]*flow.Timer{},
		},
		files:    &files{document: d, fsys: fsys, roots: map[string]*yaml.Node{}, shared: map[string][]source.Entry{}},
		chain:    chain,
		doubtful: map[any]bool{},
	}
	f, problems := r.read(d.Parse(text))
	return f, problems, r.files.err
}

// read reads the file and applies the rules.
func (r *reader) read(root *yaml.Node) (*flow.Flow, []diag.Problem) {
	connected := r.readTree(root)
	d, f := r.document, r.flow
	errors, _ := diag.Count(d.Problems)
	d.Problems = append(d.Problems, lint.Check(lint.Input{
		Flow: f, Texts: d.texts, Doubtful: r.doubtful, LacksRecord: r.lacksRecord,
		Unconnected: !connected, Broken: errors > 0,
	})...)
	problems := diag.Sort(d.Problems)
	if errors, _ := diag.Count(problems); errors > 0 {
		return nil, problems[:min(len(problems), maxReported)]
	}
	f.Settle()
	return f, problems[:min(len(problems), maxReported)]
}

// readTree reads the file, and reports whether all screens and transitions could
// be read.
func (r *reader) readTree(root *yaml.Node) bool {
	d, f := r.document, r.flow
	if root == nil {
		if len(d.Problems) == 0 {
			d.Report(nil, "missing", "this flow is empty", "a flow needs title, start and screens")
		}
		return false
	}
	o := d.object(root, root, "a flow", "title", "frame", "official", "verified", "start",
		"continues", "persona", "record", "counters", "timers", "screens", "routes")
	f.Title = o.needText("title")
	f.Frame = read(o, "frame", oneOf(d, flow.Browser, flow.Browser, flow.Phone))
	f.Official, f.OfficialPos = read(o, "official", d.official), d.pos(o.get("official").Value)
	f.Verified, f.VerifiedPos = read(o, "verified", d.day), d.pos(o.get("verified").Value)
	known := r.continues(o.get("continues"))
	record, ok := r.files.persona(o.get("persona"))
	r.lacksRecord = !known || !ok
	r.record(record)
	r.record(o.get("record"))
	r.declareCounters(o.get("counters"))
	r.declareTimers(o.get("timers"))
	r.declareScreens(o.get("screens"), o)
	r.resolveFields()
	connected := r.resolveScreens()
	if isNull(o.get("start").Value) {
		o.lacks("start")
	} else if len(f.Screens) > 0 {
		f.Start = read(o, "start", r.screen)
	}
	readRoutes(r.scope, o.get("routes"))
	keptSamples(r.scope)
	r.typeSlots()
	askOptions(r.scope)
	return connected && f.Start != nil && !slices.ContainsFunc(f.Screens, func(s *flow.Screen) bool { return r.doubtful[s] })
}

func (d *document) official(e source.Entry) (string, bool) {
	s, ok := d.word(e)
	if s == "" || isHTTPS(s) {
		return s, ok
	}
	d.Report(e.Value, "bad-address", `"official" must be an address that begins with https://`,
		"write the whole address, as the browser shows it")
	return "", false
}

func (d *document) day(e source.Entry) (string, bool) {
	if isNull(e.Value) {
		return "", true
	}
	day, err := time.Parse(time.DateOnly, e.Value.Value)
	if err != nil || e.Value.Kind != yaml.ScalarNode {
		d.Report(e.Value, "wrong-type", `"verified" must be a day of the calendar`, "write it as 2026-11-20")
		return "", false
	}
	return day.Format(time.DateOnly), true
}

// continues takes over the record that the flow of this name leaves behind, and
// reports whether it could.
func (r *reader) continues(e source.Entry) bool {
	name, ok := r.word(e)
	if name == "" {
		return ok
	}
	file, ok := r.files.beside(e.Value, strings.TrimSuffix(name, source.FlowSuffix)+source.FlowSuffix)
	if !ok {
		return false
	}
	chain := slices.Concat(r.chain, []string{file})
	if slices.Contains(r.chain, file) || len(r.chain) >= maxChain {
		r.Report(e.Value, "circle", fmt.Sprintf("flows continue each other without end: %s", strings.Join(chain, ", ")), "let one of them begin with a record of its own")
		return false
	}
	first, problems, err := load(r.files.fsys, chain)
	switch {
	case err != nil:
		r.files.unreadable(e.Value, file, err)
		return false
	case first == nil:
		r.broken(e.Value, file, problems)
		return false
	}
	samples := route.Samples(first)
	final := samples.Final()
	if samples.End.Outcome != flow.Success || len(samples.Off()) > 0 {
		r.Report(e.Value, "broken-flow", fmt.Sprintf("%s cannot be continued: its samples lead to no success", first.File),
			"give it an outcome: success that its samples lead to")
		return false
	}
	for i, s := range first.Record {
		r.addSlot(&flow.Slot{Name: s.Name, Pos: s.Pos, Null: final[i] == "", Value: final[i]})
	}
	return true
}

// broken reports that the flow that is continued has mistakes. They are reported
// where that flow is itself read; only a circle is reported here, once for each.
func (r *reader) broken(at *yaml.Node, file string, problems []diag.Problem) {
	message := fmt.Sprintf("%s cannot be continued: it has mistakes of its own", file)
	if i := slices.IndexFunc(problems, func(d diag.Problem) bool { return d.Rule == "circle" }); i >= 0 {
		message = problems[i].Message
	}
	r.Report(at, "broken-flow", message, "mend them first")
}
