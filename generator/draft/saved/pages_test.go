package saved

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/generator/draft"
)

// share is so many of so many.
type share struct{ right, all int }

func (s *share) count(t *testing.T, right bool, what string) {
	if s.all++; right {
		s.right++
		return
	}
	t.Log("to mend: ", what)
}

// pages reads the saved pages of an archive.
func pages(t *testing.T, file string) (read []*Page, truth *flow.Flow) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range archive.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	for _, f := range archive.Files {
		if strings.Contains(f.Name, "/") || strings.HasSuffix(f.Name, ".yaml") {
			continue
		}
		p, err := Read(fsys, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		read = append(read, p)
	}
	truth, problems := flowfile.Parse("truth.flow.yaml", fsys["truth.flow.yaml"].Data)
	if truth == nil {
		t.Fatal(problems)
	}
	return read, truth
}

// drafted drafts a flow from pages.
func drafted(read []*Page) *draft.Flow {
	var screens []*draft.Screen
	for _, p := range read {
		screens = append(screens, p.Screens...)
	}
	d := draft.FromScreens(read[0].Title, screens)
	d.Official = read[0].Address
	d.Complete(noSlug)
	return d
}

// TestPages drafts flows of saved pages and compares them with what a person made
// of them, and holds that nothing of what was in the pages gets out.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d pages: %v", len(files), err)
	}
	var all counted
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			read, truth := pages(t, file)
			text := drafted(read).YAML()
			if strings.Contains(string(text), "SECRET") || strings.Contains(string(text), "13912345678") {
				t.Errorf("what was typed got out:\n%s", text)
			}
			if problems := draft.Prove("draft.flow.yaml", text, "", nil); len(problems) > 0 {
				t.Errorf("%v\n%s", problems, text)
				return
			}
			got, _ := flowfile.Parse("draft.flow.yaml", text)
			for i, want := range truth.Screens[:len(truth.Screens)-1] {
				all.compare(t, got.Screens[min(i, len(got.Screens)-1)], want)
			}
		})
	}
	for _, s := range []share{all.fields, all.kinds, all.limits, all.options, all.buttons} {
		if s.right < s.all { // the pages are ours, and so is what they had to be read as
			t.Error("drafts have become worse")
		}
	}
	t.Logf("fields, kinds, required and lengths, options, buttons and where they lead: %v", all)
}

// counted is how much of what a person made of a draft was in it.
type counted struct{ fields, kinds, limits, options, buttons share }

// compare compares a drafted screen with the one that a person made of it.
func (c *counted) compare(t *testing.T, on, want *flow.Screen) {
	t.Helper()
	for n, f := range want.Fields {
		at := slices.IndexFunc(on.Fields, func(o *flow.Field) bool { return o.Label.Default == f.Label.Default })
		c.fields.count(t, at == n, f.Label.Default)
		c.kinds.count(t, at >= 0 && on.Fields[at].Kind == f.Kind, "the kind of "+f.Label.Default)
		c.limits.count(t, at >= 0 && limit(on.Fields[at]) == limit(f), "what is required of "+f.Label.Default)
		for _, o := range f.OptionNames() {
			c.options.count(t, at >= 0 && slices.Contains(on.Fields[at].OptionNames(), o), o)
		}
	}
	for n, b := range want.Buttons {
		right := n < len(on.Buttons) && on.Buttons[n].Label.Default == b.Label.Default && on.Buttons[n].Role == b.Role
		c.buttons.count(t, right && (len(b.To) == 0 || on.Buttons[n].To[0].Screen.Index == b.To[0].Screen.Index), "the button "+b.Label.Default)
	}
	if len(on.Fields) > len(want.Fields) || len(on.Buttons) > len(want.Buttons) {
		t.Errorf("there is too much on %s", on.ID)
	}
}

// limit is what must be so of a value.
func limit(f *flow.Field) (limits string) {
	for _, c := range f.Checks {
		switch c.Kind {
		case flow.Required, flow.MinLength, flow.MaxLength, flow.Length, flow.Pattern:
			limits += " " + c.Kind.String() + string(rune('0'+c.Length)) + c.Pattern
		}
	}
	return limits
}

// TestNothingTypedGetsOut puts what was typed, chosen, sent or hidden wherever a page
// can have it.
func TestNothingTypedGetsOut(t *testing.T) {
	for _, part := range []string{
		`<input value="SECRET">`, `<textarea>SECRET</textarea>`, `<input type="hidden" value="SECRET">`, `<input type="password" value="SECRET">`,
		`<div contenteditable="true">SECRET</div>`, `<div role="textbox">SECRET</div>`, `<output>SECRET</output>`,
		`<div class="select"><span>SECRET</span></div>`, `<div class="custom-select"><span class="x">SECRET</span></div>`,
		`<div class="ant-select"><div class="ant-select-selector"><span title="SECRET">SECRET</span></div></div>`,
		`<div role="combobox">SECRET</div>`, `<button aria-haspopup="listbox">SECRET</button>`,
		`<p style="display: none">SECRET</p>`, `<p hidden>SECRET</p>`, `<template>SECRET</template>`, `<noscript>SECRET</noscript>`,
		`<script>var token = "SECRET"</script>`, `<style>.SECRET{}</style>`, `<!-- SECRET -->`, `<i data-token="SECRET"></i>`,
		`<meta name="csrf" content="SECRET">`, `<a href="/out?sid=SECRET">Out</a>`, `<img src="SECRET" alt="">`, `<object>SECRET</object>`,
		`<input list="l"><datalist id="l"><option value="SECRET"></datalist>`, `<input type="file" value="SECRET">`, `<input type="radio" value="SECRET">`,
		`<input type="checkbox" value="SECRET">`, `<select><option value="SECRET">One</option></select>`, `<iframe src="https://x.example/SECRET"></iframe>`,
		`<iframe srcdoc="<input value=SECRET>"></iframe>`, `<td>SECRET</td>`, `<input type="hidden" name="SECRET">`,
	} {
		for _, page := range []string{
			"<form action='/a?b=SECRET'><h1>T</h1>" + part + "<label>Name <input></label>" + part + "<button>Go</button>" + part + "</form>",
			"<form><h1>T</h1><label>Name " + part + "</label> <div><label for=n>Number " + part + "</label><input id=n>" + part + "</div><button>Go</button></form>",
			"<form><table><tr><td>Name " + part + "</td><td>" + part + "<input></td></tr></table><p aria-labelledby=z>" + part + "</p><button>Go " + part + "</button></form>",
		} {
			if strings.Contains(part, "<td>") && !strings.Contains(page, "<form action") {
				continue // a cell of a table beside a field is its label
			}
			read, err := Read(fstest.MapFS{"a.html": {Data: []byte("<!-- saved from url=(0009)https://a.example/SECRET?SECRET#SECRET -->" + page)}}, "a.html")
			if err != nil {
				t.Fatal(err)
			}
			if text := drafted([]*Page{read}).YAML(); strings.Contains(string(text), "SECRET") || !strings.Contains(string(text), "Go") {
				t.Errorf("%s:\n%s", page, text)
			}
		}
	}
}
