package flow

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// continues takes over the record that the flow of this name leaves behind.
func (p *parser) continues(e source.Entry) {
	name := p.y.String(e)
	if name == "" {
		return
	}
	before := len(p.y.Problems)
	defer func() { p.lacking = p.lacking || len(p.y.Problems) > before }()
	file, ok := p.beside(e.Value, strings.TrimSuffix(name, source.FlowSuffix)+source.FlowSuffix)
	if !ok {
		return
	}
	if slices.Contains(p.chain, file) || len(p.chain) >= maxChain {
		p.y.Report(e.Value, "circle", fmt.Sprintf("flows continue each other without end: %s", strings.Join(slices.Concat(p.chain, []string{file}), ", ")), "let one of them begin with a record of its own")
		return
	}
	first, problems, err := load(p.fsys, file, p.chain)
	switch {
	case err != nil:
		p.cannotRead(e.Value, file, err)
	case first == nil:
		p.broken(e.Value, file, problems)
	default:
		p.takeOver(e.Value, first)
	}
}

// broken reports that the flow that is continued has mistakes. They are told
// where that flow is itself read; only a circle is told here, once for each.
func (p *parser) broken(at *yaml.Node, file string, problems []diag.Problem) {
	message := fmt.Sprintf("%s cannot be continued: it has mistakes of its own", file)
	if i := slices.IndexFunc(problems, func(d diag.Problem) bool { return d.Rule == "circle" }); i >= 0 {
		message = problems[i].Message
	}
	p.y.Report(at, "broken-flow", message, "mend them first")
}

func (p *parser) takeOver(at *yaml.Node, before *Flow) {
	slots, ok := before.left()
	if !ok {
		p.y.Report(at, "broken-flow", fmt.Sprintf("%s cannot be continued: its samples lead to no success", before.File),
			"give it an outcome: success that its samples lead to")
		return
	}
	for _, s := range slots {
		p.addSlot(s)
	}
}

// left returns the record as a walk with the samples to success leaves it.
func (f *Flow) left() (record []*Slot, ok bool) {
	for _, s := range f.Record {
		record = append(record, &Slot{Name: s.Name, Pos: s.Pos, Null: s.Null, Value: s.Value})
	}
	s := f.Start
	for ; s.Next != nil; s = s.After() {
		for _, a := range s.Next.Set {
			kept := record[a.Slot.Index]
			kept.Value = a.Field.Sample
			if n := a.Field.SampleChoice; n > 0 {
				kept.Value = a.Field.Options[n-1].Default
			}
			kept.Null = kept.Value == ""
		}
	}
	return record, s.Outcome == Success
}

// persona takes over a record of the nearest personas.yaml.
func (p *parser) persona(e source.Entry) {
	name := p.y.String(e)
	if name == "" {
		return
	}
	before := len(p.y.Problems)
	defer func() { p.lacking = p.lacking || len(p.y.Problems) > before }()
	file, ok := p.nearest(personasFile)
	if !ok {
		p.y.Report(e.Value, "unknown-name", fmt.Sprintf("there is no file %s beside this flow or in a folder above", personasFile),
			fmt.Sprintf("make it, with a line: %s: {name: …}", short(name)))
		return
	}
	root := p.read(e.Value, file)
	if root == nil {
		return
	}
	var known []string
	for _, one := range p.y.Entries(root, file) {
		if one.Name == name {
			p.record(one)
			return
		}
		known = append(known, one.Name)
	}
	p.unknown(e.Value, "persona in "+file+" called", name, known)
}

// nearest returns the path of a file in the flow's folder or in the first
// folder above that has it, and whether one has.
func (p *parser) nearest(name string) (file string, ok bool) {
	for dir := path.Dir(p.flow.File); ; dir = path.Dir(dir) {
		file := path.Join(dir, name)
		if _, err := fs.Stat(p.fsys, file); !errors.Is(err, fs.ErrNotExist) {
			return file, true // also one that cannot be read, of which read tells
		}
		if dir == "." || dir == "/" {
			return "", false
		}
	}
}

// merged returns what a screen is made of: its own keys, and those of the
// screen that it uses, where it does not have them itself. It is false where
// that screen is not to be had.
func (p *parser) merged(e source.Entry, own keys) (all keys, ok bool) {
	use, from := own.get("use"), own.get("screen")
	if use.Value == nil {
		if from.Value != nil {
			p.y.Report(from.Key, "not-for-kind", `"screen" goes with "use"`, "add use: the file that has it")
		}
		return own, true
	}
	if from.Value == nil {
		from = keyAsValue(e)
	}
	theirs, ok := p.screenOf(use, from)
	if !ok {
		return own, false
	}
	for _, t := range theirs {
		if t.Name == "use" {
			p.y.Report(use.Value, "use-of-use", fmt.Sprintf("screen %s of %s is itself taken from another file", p.y.String(from), use.Value.Value), "use that file")
			return own, false
		}
		if own.get(t.Name).Key == nil {
			own = append(own, t)
		}
	}
	return own, true
}

// screenOf returns the keys of a screen of another file.
func (p *parser) screenOf(use, from source.Entry) (keys, bool) {
	name := p.y.String(use)
	file, ok := p.beside(use.Value, name)
	if name == "" || !ok {
		return nil, false
	}
	if !IsSource(file) {
		p.y.Report(use.Value, "bad-address", fmt.Sprintf("screens are not shared by a file called %s", short(path.Base(file))),
			diag.DidYouMean(path.Base(file), slices.DeleteFunc(p.neighbours(path.Dir(file)), notSource),
				"take them from a flow, from screens.yaml, or from a file whose name ends in .screens.yaml"))
		return nil, false
	}
	wanted := p.y.String(from)
	screens, ok := p.screensOf(use.Value, file)
	if !ok || wanted == "" {
		return nil, false
	}
	if s := screens.get(wanted); s.Value != nil {
		return p.mapping(s.Value, "screen "+wanted, screenKeys[:]...), true
	}
	var known []string
	for _, s := range screens {
		known = append(known, s.Name)
	}
	p.unknown(from.Value, "screen in "+file+" called", wanted, known)
	return nil, false
}

func notSource(name string) bool { return !IsSource(name) }

// screensOf returns the screens of another file.
func (p *parser) screensOf(at *yaml.Node, file string) (keys, bool) {
	if known, ok := p.shared[file]; ok {
		return known, true
	}
	root := p.read(at, file)
	if root == nil {
		return nil, false
	}
	top := keys(p.y.Entries(root, file))
	p.shared[file] = p.y.Entries(top.get("screens").Value, `"screens"`)
	return p.shared[file], true
}
