package saved

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/generator/draft"
	"rehearse/generator/pipeline"
)

func noSlug(string) string { return "" }

// TestOwnRehearsals drafts flows of the pages of this site's rehearsals. They give back
// the flow, but for what their HTML does not have: the record and the samples, the
// checks and their messages, conditions, counters and timers, and where the buttons
// lead are in the module; translations are beside the names; buttons that look alike
// stand together. An outcome to which no button is left to lead gets one of its name.
func TestOwnRehearsals(t *testing.T) {
	site := t.TempDir()
	_, problems, err := pipeline.Run(t.Context(), pipeline.Config{Content: "../../../content", Destination: site, Version: "test", Future: true}, nil)
	if errors, _ := diag.Count(problems); err != nil || errors > 0 {
		t.Fatal(err, problems)
	}
	own := os.DirFS("../../../content")
	for _, name := range []string{
		"housing-fund/forgotten-password/login-password", "housing-fund/forgotten-password/trading-password",
		"housing-fund/forgotten-password/app-login-password", "housing-fund/forgotten-password/app-trading-password",
		"housing-fund/forgotten-password/counter", "housing-fund/two-passwords/which-password", "handbook/flows/renew-book",
	} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			want, _, err := flowfile.Load(own, "zh/"+name+".flow.yaml")
			if want == nil {
				t.Fatal(err)
			}
			page, err := Read(os.DirFS(site), filepath.Dir(name)+"/rehearse/"+filepath.Base(name)+"/index.html")
			if err != nil {
				t.Fatal(err)
			}
			d := draft.FromScreens(page.Title, page.Screens)
			d.Phone = page.Phone
			d.Complete(noSlug)
			got, problems := flowfile.Parse("draft.flow.yaml", d.YAML())
			if got == nil {
				t.Fatalf("%v\n%s", problems, d.YAML())
			}
			if d := cmp.Diff(outline(want), outline(got)); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
	flows, err := filepath.Glob("../../../content/zh/*/*/*.flow.yaml")
	if err != nil || len(flows) != 7 {
		t.Errorf("there are %d flows, and this test knows 7: %v", len(flows), err)
	}
}

// outline is what can be seen of a flow.
func outline(f *flow.Flow) []string {
	lines := []string{f.Title.Default, f.Frame.String()}
	screens := slices.Clone(f.Screens)
	slices.SortStableFunc(screens, func(a, b *flow.Screen) int { return order(a) - order(b) })
	for _, s := range screens {
		lines = append(lines, s.ID+" "+s.Outcome.String()+" "+seen(s.Title.Default)+" "+seen(s.Text.Default))
		for _, field := range s.Fields {
			kind := field.Kind.String()
			if field.Group != nil {
				kind += " of " + field.Group.Label.Default
			}
			lines = append(lines, "  field "+field.Label.Default+" ("+kind+") "+seen(field.Hint.Default)+" "+strings.Join(field.OptionNames(), "|"))
		}
		for _, role := range []flow.Role{flow.Menu, flow.Tab, flow.PushButton, flow.Link} {
			for _, b := range s.Buttons {
				if isOutcome(f, b.Label.Default) || b.Role != role && !(len(b.Items) > 0 && role == flow.Menu) {
					continue
				}
				line := "  " + role.String() + " " + b.Label.Default
				if b.Under != nil {
					line += " in " + b.Under.Label.Default
				}
				if b.Send != nil {
					line += " sends " + b.Send.ID
				}
				lines = append(lines, line)
			}
		}
	}
	return lines
}

func isOutcome(f *flow.Flow, title string) bool {
	return slices.ContainsFunc(f.Screens, func(s *flow.Screen) bool { return s.Outcome != flow.None && s.Title.Default == title })
}

func order(s *flow.Screen) int {
	return slices.Index([]flow.Outcome{flow.None, flow.Success, flow.Elsewhere, flow.DeadEnd}, s.Outcome)
}

// seen is a text without the breaks that a page does not keep.
func seen(s string) string { return strings.Join(strings.Fields(s), " ") }
