package templates

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJSONLD(t *testing.T) {
	for name, test := range map[string]struct {
		got  []byte
		want string
	}{
		"article": {
			ArticleLD{Headline: "找回密码", URL: "https://h/a/", Lang: "zh-CN", Published: "2026-11-20", Author: "小编", Source: "人事刘姐", Keywords: []string{"密码"}}.Append(nil),
			`{"@context":"https://schema.org","@type":"Article","headline":"找回密码","url":"https://h/a/","mainEntityOfPage":"https://h/a/","inLanguage":"zh-CN","datePublished":"2026-11-20","keywords":["密码"],"author":{"@type":"Person","name":"小编"},"isBasedOn":{"@type":"CreativeWork","name":"人事刘姐"}}`,
		},
		"site": {
			WebSiteLD{Name: "手册", URL: "https://h/", Lang: "zh-CN"}.Append(nil),
			`{"@context":"https://schema.org","@type":"WebSite","name":"手册","url":"https://h/","inLanguage":"zh-CN"}`,
		},
		"breadcrumbs": {
			BreadcrumbsLD{{Title: "首页", Href: "https://h/"}, {Title: "本页"}}.Append(nil),
			`{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"首页","item":"https://h/"},{"@type":"ListItem","position":2,"name":"本页"}]}`,
		},
		"how-to": {
			HowToLD{Name: "找回", URL: "https://h/", Steps: []StepLD{{Text: "打开", ID: "s-1"}, {Text: "点“下一步”", ID: "s-2"}}}.Append(nil),
			`{"@context":"https://schema.org","@type":"HowTo","name":"找回","step":[{"@type":"HowToStep","position":1,"text":"打开","url":"https://h/#s-1"},{"@type":"HowToStep","position":2,"text":"点“下一步”","url":"https://h/#s-2"}]}`,
		},
		"nothing": {HowToLD{}.Append(nil), `{"@context":"https://schema.org","@type":"HowTo","name":"","step":[]}`},
	} {
		if diff := cmp.Diff(test.want, string(test.got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestJSONLDCannotLeaveItsElement(t *testing.T) {
	for _, document := range [][]byte{ArticleLD{Headline: hostile}.Append(nil), []byte(`{"headline":` + quoteJSON(t, hostile) + `}`)} {
		var b strings.Builder
		if err := writeJSONLD(&b, document); err != nil {
			t.Fatal(err)
		}
		scripts := parse(t, "", []byte(b.String())).elements("script")
		if len(scripts) != 1 {
			t.Fatalf("%d script elements in %s", len(scripts), b.String())
		}
		var decoded struct{ Headline string }
		if err := json.Unmarshal([]byte(text(scripts[0])), &decoded); err != nil || decoded.Headline != hostile {
			t.Errorf("decoded %q, %v", decoded.Headline, err)
		}
	}
}

// quoteJSON encodes without the escapes that make HTML safe.
func quoteJSON(t *testing.T, s string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}

func TestJSONLDStringsAreThoseOfTheStandardLibrary(t *testing.T) {
	for _, s := range []string{
		"", "找回“密码”", `"quoted" \ back`, "<script>&amp;</script>", "a\u2028b\u2029c", "\x00\x1f\x7f\t\n", "\xff\xe2\x80", "😀", hostile,
		"\xe3\x80", "\xe3\x80A", "密\xed\xa0\x80", "密\xe0\x80\x80", "密\u2028", "密\u2029码", "\xe4\xbd\xff",
	} {
		want, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		n := newNode(nil, "Thing")
		n.text("name", s)
		if got := n.end(); !strings.HasSuffix(string(got), `,"name":`+string(want)+"}") {
			t.Errorf("%q: got %s, want %s", s, got, want)
		}
	}
}
