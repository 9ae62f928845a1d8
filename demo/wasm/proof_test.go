package wasm

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"rehearse/demo/diag"
	"rehearse/demo/effort"
	"rehearse/demo/explore"
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// TestNothingContradictsTheProof rehearses random flows at random, and sees
// that nothing happens of which an exploration says that it never does.
func TestNothingContradictsTheProof(t *testing.T) {
	claims := 0
	for seed := range uint64(effort.Of(60)) {
		f := parse(t, fmt.Sprintf("random%d.flow.yaml", seed), randomFlow(rand.New(rand.NewPCG(seed, 0))))
		proof := explore.Explore(f, explore.Limits{Presses: 20_000})
		if proof.Inconclusive {
			continue
		}
		happened := rehearseAtRandom(t, f, rand.New(rand.NewPCG(seed, 1)))
		for _, p := range proof.Problems {
			claims++
			if happened[claim{p.Rule, p.Line, p.Col}] {
				t.Errorf("%s: %s, but it happens", f.File, p.Message)
			}
		}
	}
	if claims == 0 {
		t.Error("no flow has anything that never happens")
	}
}

// claim is a rule of exploration and where it finds something.
type claim struct {
	rule      diag.Rule
	line, col int
}

func at(rule diag.Rule, pos flow.Pos) claim {
	p := pos.Problem(diag.Error, rule, "", "")
	return claim{rule, p.Line, p.Col}
}

// rehearseAtRandom returns what happened, by the rules that would say that it
// never does.
func rehearseAtRandom(t *testing.T, f *flow.Flow, r *rand.Rand) map[claim]bool {
	p := &pair{t: t, flow: f, machine: simulate.New(f)}
	happened := map[claim]bool{}
	for range 40 {
		p.restart(r.Uint32())
		for range 100 {
			if r.IntN(4) == 0 {
				p.fill()
			}
			e, before := p.someEvent(r), p.state
			result := p.step(e)
			happened[at("never-shown", f.Screens[p.state.Screen].Pos)] = true
			if e.Kind != simulate.Press || result == simulate.NotHere {
				continue
			}
			b := f.Buttons[e.Index]
			branches := b.To
			if result == simulate.Done {
				happened[at("never-pressed", b.Pos)] = true
			} else {
				branches = b.Refused.To
			}
			if i := before.Branch(b, result); i >= 0 {
				happened[at("branch-never", branches[i].Pos)] = true
			}
			for _, field := range b.Checks {
				if code := p.state.Fields[field.Index].Error; result == simulate.Refused && code > 0 {
					happened[at("message-never", field.Checks[code-1].Pos)] = true
				}
			}
		}
	}
	return happened
}
