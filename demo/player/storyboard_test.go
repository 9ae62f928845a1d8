package player_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"rehearse/demo/player"
)

// document is a parsed storyboard.
type document struct {
	root *html.Node
	all  []*html.Node
}

func storyboard(t *testing.T, v player.View) document {
	t.Helper()
	root, err := html.Parse(strings.NewReader(render(t, v)))
	if err != nil {
		t.Fatal(err)
	}
	d := document{root: root}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			d.all = append(d.all, n)
		}
	}
	return d
}

// with returns the elements that have an attribute, and its value where one
// is given.
func (d document) with(name string, value ...string) []*html.Node {
	var found []*html.Node
	for _, n := range d.all {
		if v, ok := attr(n, name); ok && (len(value) == 0 || slices.Contains(strings.Fields(v), value[0])) {
			found = append(found, n)
		}
	}
	return found
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func content(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func views(t *testing.T) map[string]player.View {
	t.Helper()
	browser := parse(t, "card.flow.yaml")
	phone := parse(t, "card.flow.yaml", "frame: browser", "frame: phone")
	return map[string]player.View{
		"zh":    {Flow: browser, Lang: "zh", ID: "a", Module: "m.wasm", Script: "p.js", Style: "p.css"},
		"en":    {Flow: browser, Lang: "en", ID: "b-1", Module: "m.wasm", Script: "p.js", Style: "p.css", HeadingLevel: 5},
		"phone": {Flow: phone, Lang: "zh-Hans", ID: "c", Module: "m.wasm", Script: "p.js", Style: "p.css", HeadingLevel: 2},
	}
}

func TestStoryboardHoldsEveryScreen(t *testing.T) {
	for name, v := range views(t) {
		d := storyboard(t, v)
		var ids []string
		for _, n := range d.with("data-screen") {
			id, _ := attr(n, "data-id")
			ids = append(ids, id)
		}
		want := []string{"portal", "login", "identify", "reset", "done", "inside", "counter"}
		if !slices.Equal(ids, want) {
			t.Errorf("%s: screens %q, want %q", name, ids, want)
		}
		if n := len(d.with("data-button")); n != len(v.Flow.Buttons) {
			t.Errorf("%s: %d buttons, want %d", name, n, len(v.Flow.Buttons))
		}
		if n := len(d.with("data-field")); n != len(v.Flow.Fields) {
			t.Errorf("%s: %d fields, want %d", name, n, len(v.Flow.Fields))
		}
		if n := len(d.with("class", "rh-label")); n != len(v.Flow.Screens) {
			t.Errorf("%s: %d labels, want one a screen", name, n)
		}
		checkMessages(t, name, d, v)
	}
}

// checkMessages looks for the message of every check in its field, by code.
func checkMessages(t *testing.T, name string, d document, v player.View) {
	t.Helper()
	for _, f := range v.Flow.Fields {
		for i, check := range f.Checks {
			id := fmt.Sprintf("%s-f%d-e%d", v.ID, f.Index, i+1)
			found := d.with("id", id)
			if len(found) != 1 || !strings.HasSuffix(content(found[0]), check.Message.For(v.Lang)) {
				t.Errorf("%s: field %s has no message for error %d", name, f.ID, i+1)
			}
		}
	}
}

func TestStoryboardCannotSendOrKeepAnything(t *testing.T) {
	for name, v := range views(t) {
		for _, n := range storyboard(t, v).all {
			if n.Data == "form" || n.Data == "script" || n.Data == "style" || n.Data == "iframe" || n.Data == "img" {
				t.Errorf("%s: element %s", name, n.Data)
			}
			typ, _ := attr(n, "type")
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "form") || a.Key == "style" || a.Key == "action" || a.Key == "name" && typ != "radio" {
					t.Errorf("%s: attribute %s of %s", name, a.Key, n.Data)
				}
			}
			checkControl(t, name, n, typ)
		}
	}
}

func checkControl(t *testing.T, name string, n *html.Node, typ string) {
	t.Helper()
	switch n.Data {
	case "input":
		if !slices.Contains([]string{"text", "radio", "checkbox"}, typ) {
			t.Errorf("%s: input of type %q", name, typ)
		}
		if v, _ := attr(n, "spellcheck"); typ == "text" && v != "false" {
			t.Errorf("%s: what is typed would be spell-checked, by some browsers on a server", name)
		}
		fallthrough
	case "select":
		// What is ticked is not completed, and HTML has no such attribute for it.
		v, has := attr(n, "autocomplete")
		if ticked := typ == "radio" || typ == "checkbox"; ticked && has || !ticked && v != "off" {
			t.Errorf("%s: %s of type %q has autocomplete=%q", name, n.Data, typ, v)
		}
		if _, usable := attr(n, "value"); usable && typ == "text" {
			t.Errorf("%s: a text input that is filled in", name)
		}
	case "button":
		if typ != "button" {
			t.Errorf("%s: button of type %q", name, typ)
		}
	case "fieldset":
		if _, disabled := attr(n, "disabled"); !disabled {
			t.Errorf("%s: a picture that can be typed into", name)
		}
	}
}

func TestStoryboardRefersToWhatIsThere(t *testing.T) {
	for name, v := range views(t) {
		d := storyboard(t, v)
		seen := make(map[string]bool)
		for _, n := range d.with("id") {
			id, _ := attr(n, "id")
			if seen[id] {
				t.Errorf("%s: two elements have the id %q", name, id)
			}
			if id != v.ID && !strings.HasPrefix(id, v.ID+"-") || strings.ContainsAny(id, " \t") {
				t.Errorf("%s: id %q", name, id)
			}
			seen[id] = true
		}
		for _, ref := range []string{"for", "aria-labelledby", "aria-describedby", "aria-controls"} {
			for _, n := range d.with(ref) {
				ids, _ := attr(n, ref)
				for _, id := range strings.Fields(ids) {
					if !seen[id] {
						t.Errorf("%s: %s refers to %q, which is not there", name, ref, id)
					}
				}
			}
		}
	}
}

func TestEveryControlHasAName(t *testing.T) {
	for name, v := range views(t) {
		d := storyboard(t, v)
		for _, n := range d.all {
			id, _ := attr(n, "id")
			_, labelled := attr(n, "aria-labelledby")
			label, _ := attr(n, "aria-label")
			switch {
			case n.Data == "button" && content(n)+label == "":
				t.Errorf("%s: a button without a name", name)
			case (n.Data == "input" || n.Data == "select") && !labelled && len(d.with("for", id)) != 1:
				t.Errorf("%s: %s has %d labels", name, id, len(d.with("for", id)))
			}
		}
	}
}

func TestHeadingLevels(t *testing.T) {
	for name, levels := range map[string][2]string{"zh": {"h3", "h4"}, "en": {"h5", "h6"}, "phone": {"h2", "h3"}} {
		d := storyboard(t, views(t)[name])
		if got := d.with("class", "rh-title")[0].Data; got != levels[0] {
			t.Errorf("%s: title is %s, want %s", name, got, levels[0])
		}
		for _, n := range d.with("class", "rh-screen-title") {
			if n.Data != levels[1] {
				t.Errorf("%s: screen title is %s, want %s", name, n.Data, levels[1])
			}
		}
	}
}

// TestTranslation: the real service has only Chinese, so the real name of a
// control always stands, marked as Chinese, with its translation.
func TestTranslation(t *testing.T) {
	d := storyboard(t, views(t)["en"])
	label := d.with("for", "b-1-f1")[0]
	if got := content(label); got != "姓名 Name" {
		t.Errorf("label %q", got)
	}
	if lang, _ := attr(label.FirstChild, "lang"); lang != "zh-CN" {
		t.Errorf("the real name is marked as %q", lang)
	}
	caption := content(d.with("id", "b-1-screen-identify")[0].FirstChild)
	if want := "Step 3 of 5 Choose “网上” (Online). Fill in the page, then press “下一步” (Next)."; caption != want {
		t.Errorf("caption %q, want %q", caption, want)
	}
	d = storyboard(t, views(t)["zh"])
	if got := content(d.with("for", "a-f1")[0]); got != "姓名" {
		t.Errorf("label on the Chinese page %q", got)
	}
	caption = content(d.with("id", "a-screen-counter")[0].FirstChild)
	if want := "走不通的路 选“柜台”， 按“下一步”会来到这里。 想回到原来的路上，请按“退回上一步”。 这条路走不通，请看画面里的说明。"; caption != want {
		t.Errorf("caption %q, want %q", caption, want)
	}
}

// TestATranslationWithBrackets does not double them.
func TestATranslationWithBrackets(t *testing.T) {
	v := views(t)["en"]
	v.Flow = parse(t, "card.flow.yaml", "en: My card}", "en: My card (library)}")
	html := render(t, v)
	if !strings.Contains(html, " [My card (library)]") || strings.Contains(html, "))") {
		t.Error("brackets within brackets are hard to read")
	}
}

func TestHostileTextsStayText(t *testing.T) {
	f := parse(t, "card.flow.yaml",
		"姓名,", `'"><script>alert(1)</script>',`, "网上", `"</fieldset><img src=x>"`)
	v := player.View{Flow: f, Lang: "zh", ID: "a", Module: `javascript:"`, Script: `"><script>`,
		Links: map[string]string{"#inside": "javascript:alert(1)"}}
	d := storyboard(t, v)
	for _, n := range d.all {
		if n.Data == "script" || n.Data == "img" {
			t.Errorf("a text became the element %s", n.Data)
		}
		if href, _ := attr(n, "href"); strings.HasPrefix(href, "javascript:") {
			t.Errorf("link to %s", href)
		}
	}
	if got := content(d.with("id", "a-screen-identify-title")[0]); got != `身份核对 <b>&"'</b>` {
		t.Errorf("title %q", got)
	}
}

func TestOutcomeLinks(t *testing.T) {
	v := views(t)["zh"]
	for want, links := range map[string]map[string]string{
		"#inside":         nil,
		"/docs/g/#inside": {"#inside": "/docs/g/#inside"},
	} {
		v.Links = links
		if len(storyboard(t, v).with("href", want)) != 1 {
			t.Errorf("no link to %s", want)
		}
	}
}

func TestSameFlowSameBytes(t *testing.T) {
	for name, v := range views(t) {
		first := render(t, v)
		for range 10 {
			if render(t, v) != first {
				t.Fatalf("%s: rendered differently", name)
			}
		}
	}
}

func BenchmarkStoryboard(b *testing.B) {
	v := player.View{Flow: parse(b, "card.flow.yaml"), Lang: "zh", ID: "a"}
	b.ReportAllocs()
	for b.Loop() {
		render(b, v)
	}
}
