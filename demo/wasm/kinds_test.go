package wasm

import (
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/demo/flow"
	boards "rehearse/demo/player"
	"rehearse/demo/simulate"
)

// TestNoKindIsForgotten: every kind of fields and of checks is in what the
// random flows hold, in the storyboards of these flows, in their scenarios (a
// field that is filled in, a check that fails), and in the author's handbook, in
// each language. Whoever adds one and forgets a place reads here which.
func TestNoKindIsForgotten(t *testing.T) {
	places := map[string]map[string]bool{"a random flow": {}, "a storyboard": {}, "a scenario": {}}
	inScenarios(parse(t, "odd.flow.yaml", []byte(oddFlow)), many, places["a scenario"])
	for seed := range uint64(10) {
		f := parse(t, "random.flow.yaml", randomFlow(rand.New(rand.NewPCG(seed, 0))))
		for _, field := range f.Fields {
			places["a random flow"][kindKey(field.Kind)] = true
			for _, c := range field.Checks {
				places["a random flow"][checkKey(c.Kind)] = true
			}
		}
		inStoryboard(t, f, places["a storyboard"])
		inScenarios(f, few, places["a scenario"])
	}
	for _, lang := range []string{"zh", "en"} {
		places["the handbook in "+lang] = inHandbook(t, lang)
	}
	for place, has := range places {
		for _, k := range flow.Kinds() {
			if !has[kindKey(k)] {
				t.Errorf("the kind %s is not in %s", k, place)
			}
		}
		for _, c := range flow.CheckKinds() {
			if !has[checkKey(c)] {
				t.Errorf("the check %s (%d) is not in %s", c, c, place)
			}
		}
	}
}

func kindKey(k flow.Kind) string       { return fmt.Sprint("kind ", k) }
func checkKey(c flow.CheckKind) string { return fmt.Sprint("check ", c, int(c)) }

// inStoryboard notes the fields that a storyboard draws, and the checks whose
// messages it has.
func inStoryboard(t *testing.T, f *flow.Flow, has map[string]bool) {
	t.Helper()
	var b strings.Builder
	if err := boards.Storyboard(boards.View{Flow: f, Lang: "en", ID: "r"}).Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	for _, field := range f.Fields {
		drawn := fmt.Sprintf("data-field=\"%d\" data-kind=%q", field.Index, field.Kind)
		has[kindKey(field.Kind)] = has[kindKey(field.Kind)] || strings.Contains(b.String(), drawn)
		for _, c := range field.Checks {
			told := html.EscapeString(c.Message.For("en"))
			has[checkKey(c.Kind)] = has[checkKey(c.Kind)] || strings.Contains(b.String(), told)
		}
	}
}

// inScenarios notes the fields that the scenarios of a flow fill in, and the
// checks that fail in them.
func inScenarios(f *flow.Flow, l limits, has map[string]bool) {
	m := simulate.New(f)
	for _, s := range scenarios(f, l) {
		state := m.Start(s.Seed)
		for _, e := range s.Events {
			state, _ = m.Step(state, e)
			for i, field := range f.Fields {
				now := state.Fields[i]
				if e.Kind == simulate.Input && e.Index == i && (len(now.Value.Text) > 0 || now.Value.Choice > 0) {
					has[kindKey(field.Kind)] = true
				}
				if now.Error > 0 {
					has[checkKey(field.Checks[now.Error-1].Kind)] = true
				}
			}
		}
	}
}

// inHandbook notes what the handbook names.
func inHandbook(t *testing.T, lang string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../content", lang, "handbook/flows/index.md"))
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]bool{}
	for _, k := range flow.Kinds() {
		has[kindKey(k)] = strings.Contains(string(text), fmt.Sprintf("| `%s` |", k))
	}
	for _, c := range flow.CheckKinds() {
		has[checkKey(c)] = strings.Contains(string(text), fmt.Sprintf("`%s`", c))
	}
	return has
}
