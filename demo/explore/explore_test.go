package explore

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"rehearse/demo/flow"
)

func parse(t testing.TB, src string) *flow.Flow {
	t.Helper()
	f, problems := flow.Parse("x.flow.yaml", []byte(src))
	if f == nil {
		t.Fatalf("%+v\n%s", problems, src)
	}
	return f
}

// site are the flows of the site.
func site(t testing.TB) []*flow.Flow {
	t.Helper()
	var flows []*flow.Flow
	err := filepath.WalkDir("../../content", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".flow.yaml") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, problems := flow.Parse(path, src)
		if len(problems) > 0 {
			t.Errorf("%+v", problems)
		}
		flows = append(flows, f)
		return nil
	})
	if err != nil || len(flows) == 0 {
		t.Fatalf("no flows: %v", err)
	}
	return flows
}

func TestTheSitesFlowsAreProven(t *testing.T) {
	for _, f := range site(t) {
		r := Explore(f, Limits{})
		for _, p := range r.Problems {
			t.Errorf("%s:%d:%d: %s [%s]", p.File, p.Line, p.Col, p.Message, p.Rule)
		}
		t.Logf("%s: %d places, %d presses", f.Name, r.Places, r.Presses)
		for _, w := range r.Witnesses {
			t.Logf("%s %s: %q %d %s", w.Field.ID, w.Field.Checks[w.Check].Kind, simulateText(w.Input.Text), w.Input.N, w.Steps)
		}
	}
}

const end = "\n  end: {outcome: success, title: end}\n  lost: {outcome: dead-end, title: lost, text: sorry}\n"

func findings(r *Result) string {
	var got []string
	for _, p := range r.Problems {
		got = append(got, fmt.Sprintf("%d:%d %s %s", p.Line, p.Col, p.Rule, p.Message))
	}
	return strings.Join(got, "\n")
}

func simulateText(units []uint16) string { return fmt.Sprintf("%s", string(utf16.Decode(units))) }
