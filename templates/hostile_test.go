package templates

import (
	"reflect"
	"strings"
	"testing"
)

const hostile = `</script></title></main><script>alert(1)</script><img src=x onerror=alert(2)>"' onload='alert(3)' &lt; ]]> <!-- `

// poison puts the hostile text into every string of a struct, however deep,
// except into markup and into what is JSON already.
func poison(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "JSONLD" {
				poison(v.Field(i), text)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem(), text)
		}
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[HTML]() {
			return
		}
		for i := range v.Len() {
			poison(v.Index(i), text)
		}
	}
}

func poisoned(t *testing.T, text string) map[string][]byte {
	article, list, terms := sampleArticle(t, "zh"), sampleList("zh"), sampleTerms("zh")
	home, lost, redirect := sampleHome("zh"), sampleNotFound("zh"), sampleRedirect("zh")
	for _, p := range []any{&article, &list, &terms, &home, &lost, &redirect} {
		poison(reflect.ValueOf(p).Elem(), text)
	}
	article.JSONLD = []LD{ArticleLD{Headline: text}}
	return map[string][]byte{
		"article": render(t, ArticlePage(article)), "list": render(t, ListPage(list)), "terms": render(t, TermsPage(terms)),
		"home": render(t, HomePage(home)), "lost": render(t, NotFoundPage(lost)), "redirect": render(t, RedirectPage(redirect)),
	}
}

func TestHostileTextStaysText(t *testing.T) {
	for name, data := range poisoned(t, hostile) {
		p := parse(t, name, data)
		if n := len(p.elements("main")); n != 1 {
			t.Errorf("%s: %d main elements", name, n)
		}
		if title := text(p.elements("title")[0]); !strings.Contains(title, hostile) {
			t.Errorf("%s: the title became %q", name, title)
		}
		for _, n := range p.all {
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: %s got the attribute %s", name, n.Data, a.Key)
				}
			}
			src, _ := attr(n, "src")
			if n.Data == "script" && strings.HasPrefix(text(n), "alert") || src == "x" {
				t.Errorf("%s: %s came out of a text", name, n.Data)
			}
		}
	}
}

func TestScriptAddressesAreRefused(t *testing.T) {
	for _, address := range []string{"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x"} {
		for name, data := range poisoned(t, address) {
			for _, n := range parse(t, name, data).all {
				if href, _ := attr(n, "href"); n.Data == "a" && strings.EqualFold(href, address) {
					t.Errorf("%s: a link to %s", name, address)
				}
				equiv, _ := attr(n, "http-equiv")
				if content, _ := attr(n, "content"); equiv == "refresh" && strings.Contains(content, address) {
					t.Errorf("%s: sends the reader to %s", name, address)
				}
			}
		}
	}
}

func TestEmptyAndBrokenTitles(t *testing.T) {
	for _, title := range []string{"", "\xff\xfe", "\u202e", strings.Repeat("长", 200)} {
		if got := initial(title); len(got) > 4 || !strings.HasPrefix(title, got) {
			t.Errorf("initial(%q) = %q", title, got)
		}
		l := sampleLayout("zh", title)
		l.SiteTitle = title
		p := parse(t, "article", render(t, ArticlePage(Article{Layout: l, Heading: title})))
		if n := len(p.elements("h1")); n != 1 {
			t.Errorf("%q: %d h1 elements", title, n)
		}
	}
}
