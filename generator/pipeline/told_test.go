package pipeline_test

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/generator/pipeline"
)

// toldArticles are articles, each with a flow and what its rehearsals lead readers
// through: the file "want" has, for each rehearsal in the order of the page, what is
// done, then the screens in the order of the storyboard, then the numbers.
func toldArticles(t *testing.T) map[string]*txtar.Archive {
	t.Helper()
	files, err := filepath.Glob("testdata/told/*.txtar")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d articles: %v", len(files), err)
	}
	all := make(map[string]*txtar.Archive)
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[strings.TrimSuffix(filepath.Base(file), ".txtar")] = archive
	}
	return all
}

// site writes an article with its flows, and returns the folder and what is wanted.
func toldSite(t *testing.T, archive *txtar.Archive, change ...string) (dir, want string) {
	t.Helper()
	dir = t.TempDir()
	for _, f := range append(archive.Files, txtar.File{Name: "site.yaml", Data: []byte("title: 手册\n")}) {
		if f.Name == "want" {
			want = string(f.Data)
			continue
		}
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(strings.NewReplacer(change...).Replace(string(f.Data))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir, want
}

// TestReadersAreLedAsToldTo holds storyboard, numbers and route of every rehearsal to
// the steps of the article around it, and its page of its own to the same route.
func TestReadersAreLedAsToldTo(t *testing.T) {
	for name, archive := range toldArticles(t) {
		t.Run(name, func(t *testing.T) {
			dir, want := toldSite(t, archive)
			public := t.TempDir()
			_, problems := run(t, pipeline.Config{Content: dir, Destination: public})
			untold := false
			for _, p := range problems {
				if untold = untold || p.Rule == "untold-way"; p.Rule != "untold-way" {
					t.Errorf("%s:%d:%d %s %s", p.File, p.Line, p.Col, p.Rule, p.Message)
				}
			}
			if want := slices.Contains([]string{"choice", "sampled", "later"}, name); untold != want {
				t.Errorf("a way that no text tells of is reported: %v", untold)
			}
			page := parsePage(t, filepath.Join(public, "a", "index.html"))
			var got strings.Builder
			for _, root := range withAttr(page, "data-route") {
				id := attribute(root, "id")
				f := flowNamed(t, dir, id)
				got.WriteString(led(f, attribute(root, "data-route")))
				alone := ownPage(t, public, root)
				if other := attribute(withAttr(alone, "data-route")[0], "data-route"); other != attribute(root, "data-route") {
					t.Errorf("%s: on its own page the route is %s", id, other)
				}
				var screens, numbers []string
				for _, figure := range withAttr(alone, "data-screen") {
					screens = append(screens, attribute(figure, "data-id"))
				}
				for _, position := range withAttr(alone, "data-part") {
					if attribute(position, "data-part") == "position" {
						numbers = append(numbers, position.FirstChild.Data)
					}
				}
				fmt.Fprintf(&got, "%s\n%s\n", strings.Join(screens, " "), strings.Join(numbers, " "))
			}
			if got.String() != want {
				t.Errorf("got\n%s\nwant\n%s", got.String(), want)
			}
		})
	}
}

func parsePage(t *testing.T, file string) *html.Node {
	t.Helper()
	data, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer data.Close()
	root, err := html.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func withAttr(root *html.Node, name string) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name }) {
			found = append(found, n)
		}
	}
	return found
}

// flowNamed is the flow of a rehearsal, by the beginning of its id.
func flowNamed(t *testing.T, dir, id string) *flow.Flow {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join(dir, "a", "*.flow.yaml"))
	slices.SortFunc(files, func(a, b string) int { return len(b) - len(a) })
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".flow.yaml")
		if strings.HasPrefix(id, "rehearsal-"+name) {
			f, _, err := flowfile.Load(os.DirFS(dir), "a/"+filepath.Base(file))
			if f == nil {
				t.Fatal(err)
			}
			return f
		}
	}
	t.Fatalf("no flow for %s", id)
	return nil
}

// led writes what a route does, in the words of the flow.
func led(f *flow.Flow, route string) string {
	var b strings.Builder
	for _, leg := range strings.Fields(route) {
		for i, event := range strings.Split(leg, ",") {
			if i == 0 {
				n, _ := strconv.Atoi(event)
				b.WriteString(f.Screens[n].ID)
				continue
			}
			n, _ := strconv.Atoi(strings.FieldsFunc(event[1:], func(r rune) bool { return r == ':' || r == '=' })[0])
			switch _, option, _ := strings.Cut(event, ":"); {
			case event[0] == 'w':
				fmt.Fprintf(&b, " 等%d", n)
			case event[0] == 'b':
				fmt.Fprintf(&b, " “%s”\n", f.Buttons[n].Label.Default)
			case event[0] == 'x':
				fmt.Fprintf(&b, " 错“%s”\n", f.Buttons[n].Label.Default)
			case option != "" && !f.Fields[n].Kind.IsTick():
				k, _ := strconv.Atoi(option)
				fmt.Fprintf(&b, " %s=%s", f.Fields[n].ID, f.Fields[n].Options[k-1].Default)
			case option != "":
				fmt.Fprintf(&b, " %s=%s", f.Fields[n].ID, option)
			default:
				_, text, is := strings.Cut(event, "=")
				b.WriteString(" " + f.Fields[n].ID)
				if is {
					text, _ = url.PathUnescape(text)
					b.WriteString("=" + text)
				}
			}
		}
	}
	return b.String() + "\n"
}

// TestSwappedChoicesAreReported: a choice that is swapped in the text, the sample or
// the flow is a mistake that somebody is told of.
func TestSwappedChoicesAreReported(t *testing.T) {
	all := toldArticles(t)
	for _, c := range []struct{ article, old, new, rule string }{
		{"choice", "选“银行网点”", "选“邮寄到家”", "control-elsewhere"},
		{"choice", "选“银行网点”", "选“银行柜台”", "unknown-control"},
		{"choice", "when: {way: 银行网点}", "when: {way: 邮寄到家}", "control-elsewhere"},
		{"sampled", "sample: 邮寄到家", "sample: 银行网点", "steps-sample"},
		{"sampled", "when: {way: 银行网点}", "when: {way: 邮寄到家}", "steps-sample"},
		{"wait", "when: {agreed: true, read: elapsed}", "when: {agreed: false, read: elapsed}", "step-disabled"},
		{"kept", "先点“填卡号”。", "先看一看。", "unnamed-button"},
	} {
		t.Run(c.article+" "+c.new, func(t *testing.T) {
			dir, _ := toldSite(t, all[c.article], c.old, c.new)
			_, problems := run(t, pipeline.Config{Content: dir, Destination: t.TempDir()})
			var rules []string
			for _, p := range problems {
				rules = append(rules, string(p.Rule))
			}
			if !slices.Contains(rules, c.rule) {
				t.Errorf("reported are %v, not %s", rules, c.rule)
			}
		})
	}
}

var embedded = regexp.MustCompile(`(?m)^((?:> ?)*)\[[^\]]*\]\(((?:[a-z]+)\.flow\.yaml)(?:#[a-z]+)?\)$`)

// TestPrintAndPicturesFollowTheSteps: what is filled in on paper, and on pictures of
// screens beside the steps, is what the route of these steps fills in.
func TestPrintAndPicturesFollowTheSteps(t *testing.T) {
	for name, archive := range toldArticles(t) {
		t.Run(name, func(t *testing.T) {
			dir, _ := toldSite(t, archive)
			showScreens(t, dir)
			public := t.TempDir()
			run(t, pipeline.Config{Content: dir, Destination: public})
			page := parsePage(t, filepath.Join(public, "a", "index.html"))
			var root, screens *html.Node
			compared := 0
			for _, n := range withAttr(page, "id") {
				if attribute(n, "data-route") != "" {
					root, screens = n, ownPage(t, public, n)
					compareWithRoute(t, flowNamed(t, dir, attribute(n, "id")), attribute(n, "data-route"), screens)
				}
				if strings.HasPrefix(attribute(n, "id"), "screen-") && attribute(n, "data-frame") != "" {
					screen := attribute(n, "aria-label")
					if still, printed := filledIn(n), filledIn(figureOf(screens, screen)); !maps.Equal(still, printed) {
						t.Errorf("beside %s, the picture of %s has %v, and the storyboard %v", attribute(root, "id"), screen, still, printed)
					}
					compared++
				}
			}
			if compared == 0 {
				t.Error("there are no pictures")
			}
		})
	}
}

// showScreens puts pictures of all screens of a flow below each of its rehearsals.
func showScreens(t *testing.T, dir string) {
	t.Helper()
	file := filepath.Join(dir, "a", "index.md")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := embedded.ReplaceAllStringFunc(string(data), func(line string) string {
		m := embedded.FindStringSubmatch(line)
		f, _, err := flowfile.Load(os.DirFS(dir), "a/"+m[2])
		if f == nil {
			t.Fatal(err)
		}
		for _, s := range f.Screens {
			line += fmt.Sprintf("\n%s\n%s![%s](%s#%s)", m[1], m[1], s.ID, m[2], s.ID)
		}
		return line
	})
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func figureOf(root *html.Node, screen string) *html.Node {
	for _, figure := range withAttr(root, "data-screen") {
		if attribute(figure, "data-id") == screen {
			return figure
		}
	}
	return nil
}

// filledIn is what a screen at rest shows in its fields, by their numbers.
func filledIn(screen *html.Node) map[string]string {
	shown := make(map[string]string)
	for _, field := range withAttr(screen, "data-field") {
		for n := range field.Descendants() {
			if n.Data == "b" && attribute(n.Parent, "class") == "rh-fill" {
				shown[attribute(field, "data-field")] = n.FirstChild.Data
			}
		}
	}
	return shown
}

// compareWithRoute compares what is filled in on the screens of a rehearsal with what
// its route does there. A field that gets several answers shows none.
func compareWithRoute(t *testing.T, f *flow.Flow, route string, screens *html.Node) {
	t.Helper()
	answers := make(map[string]string)
	for _, leg := range strings.Fields(route) {
		events := strings.Split(leg, ",")
		if events[len(events)-1][0] == 'x' {
			continue // it is filled in wrongly, on purpose
		}
		for _, event := range events[1:] {
			if event[0] != 'f' {
				continue
			}
			number := strings.FieldsFunc(event[1:], func(r rune) bool { return r == ':' || r == '=' })[0]
			i, _ := strconv.Atoi(number)
			field, answer := f.Fields[i], ""
			_, option, isOption := strings.Cut(event, ":")
			_, text, isText := strings.Cut(event, "=")
			switch {
			case field.Kind.IsTick() || field.Kind.IsDrawn():
				continue
			case isOption:
				k, _ := strconv.Atoi(option)
				answer = field.Options[k-1].Default
			case isText:
				answer, _ = url.PathUnescape(text)
			case field.Kind.IsChoice():
				answer = field.Options[field.SampleChoice-1].Default
			default:
				answer = field.Sample
			}
			if before, ok := answers[number]; ok && before != answer {
				answer = ""
			}
			answers[number] = answer
		}
	}
	for number, want := range answers {
		i, _ := strconv.Atoi(number)
		if got := filledIn(figureOf(screens, f.Fields[i].Screen.ID))[number]; got != want {
			t.Errorf("%s: %s shows %q, and the route fills in %q", f.Name, f.Fields[i].ID, got, want)
		}
	}
}
