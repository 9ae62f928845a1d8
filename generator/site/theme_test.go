package site

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rehearse/demo/diag"
)

func settings(t *testing.T, yaml string) (*Site, []diag.Problem) {
	t.Helper()
	s, problems, err := readSite(fstest.MapFS{siteFile: {Data: []byte(yaml)}}, "")
	if err != nil {
		t.Fatal(err)
	}
	return s, problems
}

func TestTheme(t *testing.T) {
	s, problems := settings(t, "theme: {accent: '#1D4F91', accentDark: '#9cf', font: ' \"Source Han Serif SC\",  serif '}\n")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := [3]string{s.Theme.Accent, s.Theme.AccentDark, s.Theme.Font}
	if want := [3]string{"#1d4f91", "#99ccff", `"Source Han Serif SC", serif`}; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if accent, dark := s.ThemePlaces(); accent.Col != 17 || dark.Col != 40 {
		t.Errorf("the colours are at columns %d and %d, want 17 and 40", accent.Col, dark.Col)
	}
}

func TestMistakesInTheme(t *testing.T) {
	for yaml, want := range map[string]string{
		"theme: {accent: green}":                             "colour",
		"theme: {accent: '#12345'}":                          "colour",
		"theme: {accent: '#fff;}body{display:none'}":         "colour",
		"theme: {acent: '#fff'}":                             "unknown-key",
		"theme: {font: 'x;} body {background: url(//evil)'}": "font",
		"theme: {font: '\"x'}":                               "font",
		"theme: green":                                       "wrong-type",
	} {
		s, problems := settings(t, yaml)
		if len(problems) != 1 || string(problems[0].Rule) != want || problems[0].Line != 1 {
			t.Errorf("%s: %v, want %s", yaml, problems, want)
		}
		if s.Theme.Accent != "" || s.Theme.Font != "" {
			t.Errorf("%s: %+v", yaml, s.Theme)
		}
	}
}

func TestComments(t *testing.T) {
	for _, script := range []string{"/embed.js", "https://talk.example:8443/embed.js"} {
		fsys := fstest.MapFS{
			siteFile: {Data: []byte("baseURL: https://e.org/\ncomments:\n  origin: https://Talk.example:8443/\n  script: " + script +
				"\n  attributes: {data-b: '{url}', data-a: 'x {lang} {path}', async: ''}\n")},
			"a/index.md": {Data: []byte("# A\n")},
		}
		x, problems, err := Load(fsys, Options{Head: head()})
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		c := x.Site.Comments
		if c.Origin != "https://talk.example:8443" || c.Script != "https://talk.example:8443/embed.js" || c.Host() != "talk.example:8443" {
			t.Errorf("%+v", c)
		}
		want := []string{"data-b", "https://e.org/a/", "data-a", "x zh /a/", "async", ""}
		if diff := cmp.Diff(want, CommentAttributes(x, x.PageAt("/a/"))); diff != "" {
			t.Error(diff)
		}
	}
}

// Whatever is wrong, no other site gets into the pages' policy.
func TestMistakesInComments(t *testing.T) {
	for yaml, want := range map[string]string{
		"{origin: 'http://talk.example', script: /e.js}":                                 "url",
		"{origin: 'https://talk.example/path', script: /e.js}":                           "url",
		"{origin: 'https://*', script: /e.js}":                                           "url",
		"{origin: \"https://a.example; script-src *\", script: /e.js}":                   "url",
		"{origin: 'https://talk.example', script: 'https://evil.example/e.js'}":          "url",
		"{origin: 'https://talk.example', script: '//evil.example/e.js'}":                "url",
		"{origin: 'https://talk.example', script: 'https://talk.example.evil.com/e.js'}": "url",
		"{origin: 'https://talk.example'}":                                               "missing-key",
		"{script: /e.js}":                                                                "missing-key",
		"{origin: 'https://talk.example', script: /e.js, attributes: {onload: x}}":       "attribute",
		"{origin: 'https://talk.example', script: /e.js, attributes: {src: x}}":          "attribute",
		"{origin: 'https://talk.example', script: /e.js, attribute: {data-a: x}}":        "unknown-key",
	} {
		s, problems := settings(t, "comments: "+yaml)
		if len(problems) != 1 || string(problems[0].Rule) != want || !strings.HasPrefix(problems[0].File, siteFile) {
			t.Errorf("%s: %v, want %s", yaml, problems, want)
		}
		if s.Comments.Origin != "" {
			t.Errorf("%s: %+v", yaml, s.Comments)
		}
	}
}
