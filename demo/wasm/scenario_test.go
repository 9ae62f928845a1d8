package wasm

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rehearse/demo/browsertest"
	"rehearse/demo/effort"
	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/flowtest"
	"rehearse/demo/simulate"
)

// script is a flow and what is played with it.
type script struct {
	flow      *flow.Flow
	scenarios []scenario
}

// corpus is what everything that runs flows must agree about: the flows of the
// site, those that the documentation shows, and random ones.
func corpus(t testing.TB, random int) []script {
	t.Helper()
	var scripts []script
	for _, f := range append(flowtest.All(t), examples(t)...) {
		scripts = append(scripts, script{f, scenarios(f, many)})
	}
	odd := parse(t, "odd.flow.yaml", []byte(oddFlow))
	scripts = append(scripts, script{odd, oddScenarios(odd)})
	for seed := range random {
		f := parse(t, fmt.Sprintf("random%d.flow.yaml", seed), randomFlow(rand.New(rand.NewPCG(uint64(seed), 0))))
		scripts = append(scripts, script{f, scenarios(f, few)})
	}
	return scripts
}

// examples are the flows in the document that teaches the language; one shows
// what is told of a mistake, and is left out.
func examples(t testing.TB) []*flow.Flow {
	t.Helper()
	document, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	var flows []*flow.Flow
	for _, block := range strings.Split(string(document), "```yaml\n# ")[1:] {
		block, _, _ = strings.Cut(block, "```")
		name, text, _ := strings.Cut(block, "\n")
		files[name] = &fstest.MapFile{Data: []byte(text)}
		if !strings.HasSuffix(name, ".flow.yaml") {
			continue
		}
		f, _, err := flowfile.Load(files, name)
		if err != nil {
			t.Fatal(err)
		}
		if f != nil {
			flows = append(flows, f)
		}
	}
	if len(flows) < 9 {
		t.Fatalf("only %d flows were found", len(flows))
	}
	return flows
}

// TestScenariosDoNotDiffer plays every scenario in both engines, and compares
// the whole state after every event.
func TestScenariosDoNotDiffer(t *testing.T) {
	events := 0
	for _, s := range corpus(t, effort.Of(10)) {
		p := newPair(t, s.flow)
		for _, played := range s.scenarios {
			p.restart(played.Seed)
			for _, e := range played.Events {
				p.step(e)
			}
			p.compareViews()
			events += len(played.Events)
		}
	}
	t.Logf("%d events", events)
}

// FuzzScenarios plays the scenarios of random flows.
func FuzzScenarios(f *testing.F) {
	for seed := range uint64(4) {
		f.Add(1000 + seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		p := newPair(t, parse(t, "random.flow.yaml", randomFlow(rand.New(rand.NewPCG(seed, 0)))))
		for _, played := range scenarios(p.flow, few) {
			p.restart(played.Seed)
			for _, e := range played.Events {
				p.step(e)
			}
			p.compareViews()
		}
	})
}

// played is a script as the page takes it.
type played struct {
	Module    string         `json:"module"` // base64
	Fields    int            `json:"fields"`
	Choices   []bool         `json:"choices"` // by field
	Buttons   int            `json:"buttons"`
	Timers    int            `json:"timers"`
	Recorded  []recorded     `json:"recorded"`
	Scenarios []playedEvents `json:"scenarios"`
	// digests are of what there is to see after each event, by scenario; the
	// first is that of the beginning.
	digests [][]uint32
}

type playedEvents struct {
	Seed   uint32  `json:"seed"`
	Events [][]any `json:"events"` // the name of a function, arguments, a text
}

// looks is after how many events what the functions of the interface return is
// looked at, and not the state alone.
const looks = 8

func play(t testing.TB, s script) played {
	f := s.flow
	p := played{
		Module: base64.StdEncoding.EncodeToString(compile(t, f)),
		Fields: len(f.Fields), Choices: make([]bool, len(f.Fields)), Buttons: len(f.Buttons), Timers: len(f.Timers),
		Recorded: recordedIn(f),
	}
	for i, field := range f.Fields {
		p.Choices[i] = field.Kind.IsChoice()
	}
	machine := simulate.New(f)
	for _, played := range s.scenarios {
		state, result := machine.Start(played.Seed), simulate.Done
		list, digests := playedEvents{Seed: played.Seed, Events: [][]any{}}, []uint32{digestOf(machine, f, p.Recorded, state, result, 0)}
		for i, e := range played.Events {
			list.Events = append(list.Events, call(f, e))
			state, result = machine.Step(state, e)
			digests = append(digests, digestOf(machine, f, p.Recorded, state, result, i+1))
		}
		p.Scenarios, p.digests = append(p.Scenarios, list), append(p.digests, digests)
	}
	return p
}

// digest is FNV-1a of numbers, in four bytes each; the page computes the same.
type digest uint32

const newDigest digest = 0x811c9dc5

func (d *digest) addBytes(p []byte) {
	for _, b := range p {
		*d = (*d ^ digest(b)) * 0x01000193
	}
}

func (d *digest) add(n int) {
	d.addBytes([]byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)})
}

func (d *digest) addText(units []uint16) {
	d.add(len(units))
	for _, u := range units {
		d.add(int(u))
	}
}

// digestOf is the digest of what the interpreter shows after event i.
func digestOf(m *simulate.Machine, f *flow.Flow, slots []recorded, s simulate.State, result, i int) uint32 {
	d := newDigest
	d.addBytes(m.Bytes(s))
	d.add(result)
	if i%looks != 0 {
		return uint32(d)
	}
	d.add(s.Screen)
	for _, b := range f.Buttons {
		enabled := 0
		if s.Enabled(b) {
			enabled = 1
		}
		d.add(enabled)
	}
	for _, left := range s.Timers {
		d.add(left)
	}
	for i, r := range slots {
		if v := r.value(s, i); r.Choice {
			d.add(v.Choice)
		} else {
			d.addText(v.Text)
		}
	}
	for i, field := range s.Fields {
		d.add(field.Error)
		if f.Fields[i].Kind.IsChoice() {
			d.add(field.Value.Choice)
		} else {
			d.addText(field.Value.Text)
		}
		d.addText(field.Shown)
	}
	return uint32(d)
}

// recorded says of a value of the record whether it is a choice, and whether a text
// names it.
type recorded struct {
	Choice bool `json:"choice"`
	named  bool
}

// recordedIn describes the values of the record. It is empty where no text names any,
// so that modules need not tell them.
func recordedIn(f *flow.Flow) []recorded {
	slots := []recorded{}
	if named := f.Named(); len(named) > 0 {
		for _, s := range f.Record {
			slots = append(slots, recorded{s.Options != nil, slices.Contains(named, s)})
		}
	}
	return slots
}

// value is what a module tells of a value of the record: nothing where no text names
// it.
func (r recorded) value(s simulate.State, slot int) (v simulate.Value) {
	if r.named {
		v = s.Slots[slot]
	}
	return v
}

// call is an event as a call of the module's interface: its function, the
// arguments, and the units to be put into the exchange buffer before.
func call(f *flow.Flow, e simulate.Event) []any {
	switch e.Kind {
	case simulate.Press:
		return []any{"press", []int{e.Index}, []uint16{}}
	case simulate.Refresh:
		return []any{"refresh", []int{e.Index}, []uint16{}}
	case simulate.Tick:
		return []any{"tick", []int{e.N}, []uint16{}}
	}
	if f.Fields[e.Index].Kind.IsChoice() {
		return []any{"input", []int{e.Index, e.N}, []uint16{}}
	}
	return []any{"input", []int{e.Index, len(e.Text)}, append([]uint16{}, e.Text...)}
}

// player plays scripts in the page and returns the digests.
const player = `(async (scripts, looks) => {
  const all = [];
  for (const script of scripts) {
    const bytes = Uint8Array.from(atob(script.module), c => c.charCodeAt(0));
    const {instance: {exports: m}} = await WebAssembly.instantiate(bytes, {});
    const text = new Uint16Array(m.memory.buffer, m.text.value, m.text_size.value);
    const state = new Uint8Array(m.memory.buffer, m.state.value, m.state_size.value);
    const digest = (result, i) => {
      let h = 0x811c9dc5;
      const addByte = b => { h = Math.imul(h ^ b, 0x01000193); };
      const add = n => { for (let shift = 0; shift < 32; shift += 8) addByte(n >>> shift & 255); };
      const addText = n => { add(n); for (let i = 0; i < n; i++) add(text[i]); };
      state.forEach(addByte);
      add(result);
      if (i % looks == 0) {
        add(m.screen());
        for (let b = 0; b < script.buttons; b++) add(m.enabled(b));
        for (let t = 0; t < script.timers; t++) add(m.left(t));
        script.recorded.forEach(({choice}, s) => choice ? add(m.recorded(s)) : addText(m.recorded(s)));
        for (let f = 0; f < script.fields; f++) {
          add(m.error(f));
          script.choices[f] ? add(m.value(f)) : addText(m.value(f));
          addText(m.shown(f));
        }
      }
      return h >>> 0;
    };
    all.push(script.scenarios.map(({seed, events}) => {
      m.restart(seed | 0);
      return [digest(1, 0), ...events.map(([name, args, units], i) => {
        text.set(units);
        return digest(m[name](...args) ?? 1, i + 1);
      })];
    }));
  }
  return all;
})`

// TestABrowserDoesNotDiffer plays the corpus in Chromium.
func TestABrowserDoesNotDiffer(t *testing.T) {
	page := browsertest.New(t)
	var scripts []played
	for _, s := range corpus(t, effort.Of(6)) {
		scripts = append(scripts, play(t, s))
	}
	data, err := json.Marshal(scripts)
	if err != nil {
		t.Fatal(err)
	}
	got := browsertest.Eval[[][][]uint32](page, fmt.Sprintf("%s(%s, %d)", player, data, looks))
	if len(got) != len(scripts) {
		t.Fatalf("%d of %d flows were played", len(got), len(scripts))
	}
	for i, s := range scripts {
		for j, digests := range s.digests {
			for k, want := range digests {
				if got[i][j][k] != want {
					t.Fatalf("flow %d, scenario %d: what there is to see differs after event %d of %v", i, j, k, s.Scenarios[j].Events[max(0, k-5):k])
				}
			}
		}
	}
}
