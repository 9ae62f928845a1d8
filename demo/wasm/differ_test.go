package wasm

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"unicode/utf16"

	"rehearse/demo/effort"
	"rehearse/demo/flow"
	"rehearse/demo/flowtest"
	"rehearse/demo/route"
	"rehearse/demo/simulate"
)

// pair runs the interpreter and the modules side by side.
type pair struct {
	t        testing.TB
	flow     *flow.Flow
	machine  *simulate.Machine
	state    simulate.State
	recorded []recorded
	modules  map[string]*running
	log      []string
}

func newPair(t testing.TB, f *flow.Flow) *pair {
	p := &pair{t: t, flow: f, machine: simulate.New(f), recorded: recordedIn(f), modules: map[string]*running{}}
	binary := compile(t, f)
	for name, config := range engines() {
		p.modules[name] = load(t, f, config, binary)
	}
	return p
}

func (p *pair) restart(seed uint32) {
	p.log = []string{fmt.Sprintf("restart(%d)", seed)}
	p.state = p.machine.Start(seed)
	for _, m := range p.modules {
		m.call("restart", int(int32(seed)))
	}
	p.compare()
}

// step lets an event happen to all and compares all that can be seen.
func (p *pair) step(e simulate.Event) int {
	p.log = append(p.log, fmt.Sprintf("%+v", e))
	var want int
	p.state, want = p.machine.Step(p.state, e)
	for name, m := range p.modules {
		if got := m.step(e); got != want {
			p.t.Fatalf("%s: %s returns %d, want %d\n%s", p.flow.File, name, got, want, p.history())
		}
	}
	p.compare()
	return want
}

func (p *pair) compare() {
	want := p.machine.Bytes(p.state)
	for name, m := range p.modules {
		if got := m.bytes(); !bytes.Equal(got, want) {
			p.t.Fatalf("%s: %s differs at byte %d\n got %x\nwant %x\n%s", p.flow.File, name, differsAt(got, want), got, want, p.history())
		}
	}
}

// compareViews compares what the functions without effect return.
func (p *pair) compareViews() {
	for name, m := range p.modules {
		if got := m.call("screen"); got != p.state.Screen {
			p.t.Fatalf("%s: screen() is %d, want %d", name, got, p.state.Screen)
		}
		for i, b := range p.flow.Buttons {
			want := 0
			if p.state.Enabled(b) {
				want = 1
			}
			if got := m.call("enabled", i); got != want {
				p.t.Fatalf("%s: enabled(%d) is %d, want %d\n%s", name, i, got, want, p.history())
			}
		}
		for i, want := range p.state.Timers {
			if got := m.call("left", i); got != want {
				p.t.Fatalf("%s: left(%d) is %d, want %d\n%s", name, i, got, want, p.history())
			}
		}
		for i, r := range p.recorded {
			want := r.value(p.state, i)
			n := m.call("recorded", i)
			if r.Choice && n != want.Choice {
				p.t.Fatalf("%s: recorded(%d) is %d, want %d", name, i, n, want.Choice)
			} else if got := m.read(n); !r.Choice && !slices.Equal(got, want.Text) {
				p.t.Fatalf("%s: recorded(%d) is %x, want %x", name, i, got, want.Text)
			}
		}
		for i, f := range p.flow.Fields {
			s := p.state.Fields[i]
			value, units := m.call("value", i), s.Value.Text
			if f.Kind.IsChoice() {
				if value != s.Value.Choice {
					p.t.Fatalf("%s: value(%d) is %d, want %d", name, i, value, s.Value.Choice)
				}
			} else if got := m.read(value); !slices.Equal(got, units) {
				p.t.Fatalf("%s: value(%d) is %x, want %x", name, i, got, units)
			}
			if got := m.read(m.call("shown", i)); !slices.Equal(got, s.Shown) {
				p.t.Fatalf("%s: shown(%d) is %x, want %x", name, i, got, s.Shown)
			}
			if got := m.call("error", i); got != s.Error {
				p.t.Fatalf("%s: error(%d) is %d, want %d", name, i, got, s.Error)
			}
		}
	}
}

func (p *pair) history() string {
	s := ""
	for _, l := range p.log[max(0, len(p.log)-20):] {
		s += l + "\n"
	}
	return s
}

func differsAt(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// fill types into every field of the screen what passes.
func (p *pair) fill() {
	for _, f := range p.flow.Screens[p.state.Screen].Fields {
		if f.Kind == flow.SMSCode {
			p.step(simulate.Event{Kind: simulate.Press, Index: f.SMS.Sender.Index})
		}
		switch {
		case f.Kind.IsDrawn():
			p.step(simulate.Event{Kind: simulate.Input, Index: f.Index, Text: p.state.Fields[f.Index].Shown})
		case f.Kind.IsChoice():
			p.step(simulate.Event{Kind: simulate.Input, Index: f.Index, N: f.SampleChoice})
		default:
			p.step(simulate.Event{Kind: simulate.Input, Index: f.Index, Text: typed(f.Sample)})
		}
	}
}

// walk follows the route of the samples to its outcome.
func (p *pair) walk() {
	for _, l := range route.Samples(p.flow).Legs {
		if l.To == l.Screen {
			continue // fill sends codes
		}
		p.fill()
		if p.step(simulate.Event{Kind: simulate.Press, Index: l.Button.Index}) != simulate.Done {
			p.t.Fatalf("%s: the samples do not get past screen %s\n%s", p.flow.File, l.Screen.ID, p.history())
		}
	}
	if p.flow.Screens[p.state.Screen].Outcome == flow.None {
		p.t.Fatalf("%s: no outcome at the end of the route\n%s", p.flow.File, p.history())
	}
}

// typed is a text as events have it; never nil, so that it counts as a text.
func typed(s string) []uint16 { return append([]uint16{}, utf16.Encode([]rune(s))...) }

// oddities are units that normalisation, lengths and classes depend on.
var oddities = []uint16{
	'0', '1', '3', '9', 'a', 'z', 'A', 'X', 'Z', 'x', '-', ' ', '\t', '!', '/', ':', '@', '[', '`', '{', '~', 0x7F, 0, 0xA0,
	0x200A, 0x200B, 0x200F, 0x2010, 0x2015, 0x2016, 0x202A, 0x202F, 0x2060, 0x2065, 0x2212, 0x3000, 0xFEFF, 0xFF0D,
	0xFF0F, '０', '９', 0xFF1A, 0xFF20, 'Ａ', 'Ｚ', 0xFF3B, 0xFF40, 'ａ', 'ｚ', 0xFF5B, '孙', 0xD83D, 0xDE00, 0xFFFF,
}

// someText returns what a field might get: its sample, whole, damaged or
// dressed up, or noise.
func (p *pair) someText(r *rand.Rand, f *flow.Field) []uint16 {
	text := typed(f.Sample)
	if f.Kind.IsDrawn() {
		text = append([]uint16{}, p.state.Fields[f.Index].Shown...)
	}
	switch r.IntN(6) {
	case 0:
		text = []uint16{}
		for range r.IntN(40) {
			text = append(text, oddities[r.IntN(len(oddities))])
		}
	case 1:
		for range r.IntN(4) {
			text = slices.Insert(text, r.IntN(len(text)+1), oddities[r.IntN(len(oddities))])
		}
	case 2:
		if len(text) > 0 {
			text[r.IntN(len(text))] = oddities[r.IntN(len(oddities))]
		}
	case 3:
		if len(text) > 0 {
			text = text[:r.IntN(len(text))]
		}
	case 4:
		for n := r.IntN(textUnits + 1); len(text) < n; {
			text = append(text, 'a'+uint16(r.IntN(26)))
		}
	}
	return text
}

// someEvent returns an event that is likely to matter where the flow stands,
// and now and then one that names nothing.
func (p *pair) someEvent(r *rand.Rand) simulate.Event {
	s := p.flow.Screens[p.state.Screen]
	if r.IntN(20) == 0 {
		return simulate.Event{Kind: simulate.EventKind(r.IntN(4)), Index: r.IntN(2*len(p.flow.Fields)+9) - 4, N: r.IntN(12) - 4}
	}
	if len(s.Fields) > 0 && r.IntN(3) > 0 {
		f := s.Fields[r.IntN(len(s.Fields))]
		if r.IntN(12) == 0 {
			return simulate.Event{Kind: simulate.Refresh, Index: f.Index}
		}
		e := simulate.Event{Kind: simulate.Input, Index: f.Index}
		if f.Kind.IsChoice() {
			e.N = r.IntN(f.OptionCount()+4) - 1
		} else {
			e.Text = p.someText(r, f)
		}
		return e
	}
	if len(s.Buttons) > 0 && r.IntN(8) > 0 {
		return simulate.Event{Kind: simulate.Press, Index: s.Buttons[r.IntN(len(s.Buttons))].Index}
	}
	return simulate.Event{Kind: simulate.Tick, N: r.IntN(40)}
}

// wander compares a random rehearsal; from time to time the samples are
// filled in, or else nothing behind a form would ever be seen.
func (p *pair) wander(r *rand.Rand, events int) {
	p.restart(r.Uint32())
	for range events {
		if p.flow.Screens[p.state.Screen].Outcome != flow.None && r.IntN(3) == 0 {
			p.compareViews()
			p.restart(r.Uint32())
		}
		if r.IntN(8) == 0 {
			p.fill()
		}
		p.step(p.someEvent(r))
	}
	p.compareViews()
}

func TestRealFlowsDoNotDiffer(t *testing.T) {
	for _, f := range flowtest.All(t) {
		p := newPair(t, f)
		p.restart(1)
		p.walk()
		p.compareViews()
		r := rand.New(rand.NewPCG(1, 2))
		for range 10 {
			p.wander(r, 300)
		}
	}
}

func TestRandomFlowsDoNotDiffer(t *testing.T) {
	for seed := range uint64(effort.Of(60)) {
		r := rand.New(rand.NewPCG(seed, 0))
		p := newPair(t, parse(t, fmt.Sprintf("random%d.flow.yaml", seed), randomFlow(r)))
		p.wander(r, 200)
	}
}

func FuzzDiffer(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, flowSeed, eventSeed uint64) {
		p := newPair(t, parse(t, "random.flow.yaml", randomFlow(rand.New(rand.NewPCG(flowSeed, 0)))))
		p.wander(rand.New(rand.NewPCG(eventSeed, 1)), 150)
	})
}
