package flow

import (
	"fmt"
	"slices"
	"time"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// Bounds of counters and timers, so that what can happen is finite and small.
const (
	maxCount   = 1000
	maxSeconds = 3600
)

// The usual properties of an SMS code. One message a minute is what providers
// commonly allow; the others are only plausible.
const (
	usualResend   = 60
	usualExpiry   = 300
	usualAttempts = 5
)

func (p *parser) declareCounters(e source.Entry) {
	for _, e := range p.y.Entries(e.Value, `"counters"`) {
		if p.full() || !p.name(e, "counter") {
			continue
		}
		before := len(p.y.Problems)
		keys := p.mapping(e.Value, "counter "+e.Name, "max")
		if keys.get("max").Value == nil && len(p.y.Problems) == before {
			p.y.Report(e.Key, "missing", fmt.Sprintf("counter %s has no bound", e.Name), "write {max: 5}")
		}
		p.counters[e.Name] = p.addCounter(e.Name, e.Key, p.count(keys.get("max"), 1))
	}
}

func (p *parser) declareTimers(e source.Entry) {
	for _, e := range p.y.Entries(e.Value, `"timers"`) {
		if p.full() || !p.name(e, "timer") {
			continue
		}
		p.timers[e.Name] = p.addTimer(e.Name, e.Key, p.duration(e, 1))
	}
}

func (p *parser) addCounter(name string, at *yaml.Node, most int) *Counter {
	c := &Counter{Index: len(p.flow.Counters), Name: name, Pos: p.pos(at), Max: most}
	if c.Index == maxClocks {
		p.y.Report(at, "too-big", fmt.Sprintf("a flow may have %d counters, those of SMS codes included", maxClocks), "make several flows of it")
		return c
	}
	p.flow.Counters = append(p.flow.Counters, c)
	return c
}

func (p *parser) addTimer(name string, at *yaml.Node, seconds int) *Timer {
	t := &Timer{Index: len(p.flow.Timers), Name: name, Pos: p.pos(at), Seconds: seconds}
	if t.Index == maxClocks {
		p.y.Report(at, "too-big", fmt.Sprintf("a flow may have %d timers, those of SMS codes included", maxClocks), "make several flows of it")
		return t
	}
	p.flow.Timers = append(p.flow.Timers, t)
	return t
}

// count reads how far something counts.
func (p *parser) count(e source.Entry, otherwise int) int {
	if e.Value == nil {
		return otherwise
	}
	before := len(p.y.Problems)
	n := p.y.Int(e)
	if len(p.y.Problems) > before {
		return otherwise
	}
	if n < 1 || n > maxCount {
		p.y.Report(e.Value, "bad-count", fmt.Sprintf("%q must be from 1 to %d", e.Name, maxCount), "say how often: "+e.Name+": 5")
		return otherwise
	}
	return n
}

// duration reads a time in whole seconds: "60s", "5m".
func (p *parser) duration(e source.Entry, otherwise int) int {
	if e.Value == nil {
		return otherwise
	}
	d, err := time.ParseDuration(e.Value.Value)
	if err != nil || e.Value.Kind != yaml.ScalarNode || d < time.Second || d > maxSeconds*time.Second || d%time.Second != 0 {
		p.y.Report(e.Value, "bad-duration", fmt.Sprintf("%q must be from 1s to %ds", e.Name, maxSeconds), "write 60s, or 5m")
		return otherwise
	}
	return int(d / time.Second)
}

// sms gives an SMS code its timers and its counter.
func (p *parser) sms(f *Field, k keys, at *yaml.Node) {
	if f.Kind != SMSCode {
		p.notFor(f, k, "resend", "expires", "attempts")
		return
	}
	f.SMS = &SMS{
		Resend:   p.addTimer("", at, p.duration(k.get("resend"), usualResend)),
		Expires:  p.addTimer("", at, p.duration(k.get("expires"), usualExpiry)),
		Attempts: p.addCounter("", at, p.count(k.get("attempts"), usualAttempts)),
	}
}

// notFor reports keys that the kind of a field does not have.
func (p *parser) notFor(f *Field, k keys, names ...string) {
	for _, e := range k {
		if slices.Contains(names, e.Name) {
			p.y.Report(e.Key, "not-for-kind", fmt.Sprintf("a field of kind %s cannot have %q", f.Kind, e.Name), "remove it, or choose the kind that has it")
		}
	}
}

// counterList and timerList read a name or a list of names.
func (p *parser) counterList(e source.Entry) []*Counter {
	return named(p, e, p.counters, "counter")
}

func (p *parser) timerList(e source.Entry) []*Timer {
	return named(p, e, p.timers, "timer")
}

// named resolves the names in a list, each once.
func named[T any](p *parser, e source.Entry, known map[string]*T, what string) []*T {
	var list []*T
	for _, n := range items(e.Value) {
		name := p.y.String(source.Entry{Name: e.Name, Key: e.Key, Value: n})
		found := known[name]
		switch {
		case name == "":
		case found == nil:
			names := sortedNames(known)
			p.y.Report(n, "unknown-name", fmt.Sprintf("there is no %s %q", what, short(name)),
				diag.DidYouMean(name, names, listNames("known: ", names)))
		case slices.Contains(list, found):
			p.y.Report(n, "duplicate-name", fmt.Sprintf("%q is there twice", name), "keep one of them")
		default:
			list = append(list, found)
		}
	}
	return list
}

// items returns the nodes of a list, or a single one.
func items(n *yaml.Node) []*yaml.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.SequenceNode:
		return n.Content
	}
	return []*yaml.Node{n}
}

func sortedNames[T any](known map[string]*T) []string {
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
