package wasm

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"testing"

	"rehearse/demo/browsertest"
	"rehearse/demo/explore"
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// script is a flow and what is played with it.
type script struct {
	flow      *flow.Flow
	scenarios []explore.Scenario
}

// few bounds the exploration of random flows: they come in numbers, and it is
// no matter which of their states are seen.
var few = explore.Limits{Places: 60, Presses: 1500, Ways: 12}

// corpus is what everything that runs flows must agree about: the flows of the
// site and random ones, with their scenarios.
func corpus(t testing.TB, random int) []script {
	t.Helper()
	var scripts []script
	for _, f := range realFlows(t) {
		scripts = append(scripts, script{f, explore.Scenarios(f, explore.Limits{})})
	}
	for seed := range random {
		f := parse(t, fmt.Sprintf("random%d.flow.yaml", seed), randomFlow(rand.New(rand.NewPCG(uint64(seed), 0))))
		scripts = append(scripts, script{f, explore.Scenarios(f, few)})
	}
	return scripts
}

// TestScenariosDoNotDiffer plays every scenario in both engines, and compares
// the whole state after every event.
func TestScenariosDoNotDiffer(t *testing.T) {
	events := 0
	for _, s := range corpus(t, 40) {
		p := newPair(t, s.flow)
		for _, scenario := range s.scenarios {
			p.restart(scenario.Seed)
			for _, e := range scenario.Events {
				p.step(e)
			}
			p.compareViews()
			events += len(scenario.Events)
		}
	}
	t.Logf("%d events", events)
}

// played is a script as the page takes it.
type played struct {
	Module    string         `json:"module"` // base64
	Scenarios []playedEvents `json:"scenarios"`
	states    [][]uint32     // digests by scenario and event
}

type playedEvents struct {
	Seed   uint32  `json:"seed"`
	Events [][]any `json:"events"` // the name of a function, arguments, a text
}

// digest of a state; the page computes the same.
func digest(state []byte) uint32 {
	h := fnv.New32a()
	_, _ = h.Write(state)
	return h.Sum32()
}

func play(t testing.TB, s script) played {
	p := played{Module: base64.StdEncoding.EncodeToString(compile(t, s.flow))}
	machine := simulate.New(s.flow)
	for _, scenario := range s.scenarios {
		state := machine.Start(scenario.Seed)
		list, digests := playedEvents{Seed: scenario.Seed, Events: [][]any{}}, []uint32{digest(machine.Bytes(state))}
		for _, e := range scenario.Events {
			list.Events = append(list.Events, call(s.flow, e))
			state, _ = machine.Step(state, e)
			digests = append(digests, digest(machine.Bytes(state)))
		}
		p.Scenarios, p.states = append(p.Scenarios, list), append(p.states, digests)
	}
	return p
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
const player = `(async scripts => {
  const all = [];
  for (const script of scripts) {
    const bytes = Uint8Array.from(atob(script.module), c => c.charCodeAt(0));
    const {instance: {exports: m}} = await WebAssembly.instantiate(bytes, {});
    const text = new Uint16Array(m.memory.buffer, m.text.value, m.text_size.value);
    const state = new Uint8Array(m.memory.buffer, m.state.value, m.state_size.value);
    const digest = () => {
      let h = 0x811c9dc5;
      for (const b of state) h = Math.imul(h ^ b, 0x01000193);
      return h >>> 0;
    };
    all.push(script.scenarios.map(({seed, events}) => {
      m.restart(seed | 0);
      return [digest(), ...events.map(([name, args, units]) => {
        text.set(units);
        m[name](...args);
        return digest();
      })];
    }));
  }
  return all;
})`

// TestABrowserDoesNotDiffer plays the corpus in Chromium.
func TestABrowserDoesNotDiffer(t *testing.T) {
	page := browsertest.New(t)
	var scripts []played
	for _, s := range corpus(t, 12) {
		scripts = append(scripts, play(t, s))
	}
	data, err := json.Marshal(scripts)
	if err != nil {
		t.Fatal(err)
	}
	got := browsertest.Eval[[][][]uint32](page, player+"("+string(data)+")")
	if len(got) != len(scripts) {
		t.Fatalf("%d of %d flows were played", len(got), len(scripts))
	}
	for i, s := range scripts {
		for j, digests := range s.states {
			for k, want := range digests {
				if got[i][j][k] != want {
					t.Fatalf("flow %d, scenario %d: the state differs after event %d of %v", i, j, k, s.Scenarios[j].Events[max(0, k-5):k])
				}
			}
		}
	}
}
