package templates

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJSONLD(t *testing.T) {
	for name, test := range map[string]struct {
		ld   LD
		want string
	}{
		"article": {
			ArticleLD{Headline: "找回密码", URL: "https://h/a/", Lang: "zh-CN", Published: "2026-11-20", Author: "小编", Source: "人事刘姐", Keywords: []string{"密码"}},
			`{"@context":"https://schema.org","@type":"Article","headline":"找回密码","url":"https://h/a/","mainEntityOfPage":"https://h/a/","inLanguage":"zh-CN","datePublished":"2026-11-20","keywords":["密码"],"author":{"@type":"Person","name":"小编"},"isBasedOn":{"@type":"CreativeWork","name":"人事刘姐"}}`,
		},
		"site": {
			WebSiteLD{Name: "手册", URL: "https://h/", Lang: "zh-CN"},
			`{"@context":"https://schema.org","@type":"WebSite","name":"手册","url":"https://h/","inLanguage":"zh-CN"}`,
		},
		"breadcrumbs": {
			BreadcrumbsLD{{Title: "首页", Href: "https://h/"}, {Title: "本页"}},
			`{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"首页","item":"https://h/"},{"@type":"ListItem","position":2,"name":"本页"}]}`,
		},
		"how-to": {
			HowToLD{Name: "找回", URL: "https://h/", Steps: []StepLD{{Text: "打开", ID: "s-1"}, {Text: "点“下一步”", ID: "s-2"}}},
			`{"@context":"https://schema.org","@type":"HowTo","name":"找回","step":[{"@type":"HowToStep","position":1,"text":"打开","url":"https://h/#s-1"},{"@type":"HowToStep","position":2,"text":"点“下一步”","url":"https://h/#s-2"}]}`,
		},
		"nothing": {HowToLD{}, `{"@context":"https://schema.org","@type":"HowTo","name":"","step":[]}`},
	} {
		if diff := cmp.Diff(test.want, jsonOf(t, test.ld)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// jsonOf renders a document and takes it out of its element.
func jsonOf(t *testing.T, ld LD) string {
	t.Helper()
	scripts := parse(t, "", render(t, jsonLD(ld))).elements("script")
	if len(scripts) != 1 {
		t.Fatalf("%d script elements", len(scripts))
	}
	return text(scripts[0])
}

func TestJSONLDCannotLeaveItsElement(t *testing.T) {
	var decoded struct{ Headline string }
	if err := json.Unmarshal([]byte(jsonOf(t, ArticleLD{Headline: hostile})), &decoded); err != nil || decoded.Headline != hostile {
		t.Errorf("decoded %q, %v", decoded.Headline, err)
	}
}
