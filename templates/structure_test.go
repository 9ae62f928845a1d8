package templates

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// page is a rendered document, read back by an HTML parser.
type page struct {
	name string
	all  []*html.Node
}

func parse(t testing.TB, name string, data []byte) page {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	p := page{name: name}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			p.all = append(p.all, n)
		}
	}
	return p
}

func (p page) elements(name string) []*html.Node {
	var found []*html.Node
	for _, n := range p.all {
		if n.Data == name {
			found = append(found, n)
		}
	}
	return found
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// eachPage runs a check on every sample page in every language.
func eachPage(t *testing.T, check func(*testing.T, page)) {
	for _, lang := range []string{"zh", "en"} {
		for name, component := range samples(t, lang) {
			t.Run(name+"."+lang, func(t *testing.T) {
				check(t, parse(t, name, render(t, component)))
			})
		}
	}
}

func TestLandmarks(t *testing.T) {
	eachPage(t, func(t *testing.T, p page) {
		for _, name := range []string{"html", "title", "main", "h1"} {
			if n := len(p.elements(name)); n != 1 {
				t.Errorf("%d %s elements, want 1", n, name)
			}
		}
		if lang, _ := attr(p.elements("html")[0], "lang"); lang == "" {
			t.Error("no language")
		}
		if p.name == "redirect" {
			return
		}
		for _, name := range []string{"header", "footer"} {
			if len(p.elements(name)) == 0 {
				t.Errorf("no %s", name)
			}
		}
		for _, nav := range p.elements("nav") {
			_, label := attr(nav, "aria-label")
			_, labelled := attr(nav, "aria-labelledby")
			if !label && !labelled {
				t.Error("a nav without a name")
			}
		}
	})
}

func TestIDsAreUniqueAndReferencesLead(t *testing.T) {
	eachPage(t, func(t *testing.T, p page) {
		ids := map[string]bool{}
		for _, n := range p.all {
			if id, ok := attr(n, "id"); ok {
				if ids[id] {
					t.Errorf("the id %q is there twice", id)
				}
				ids[id] = true
			}
		}
		for _, n := range p.all {
			for _, key := range []string{"aria-labelledby", "aria-controls", "aria-describedby", "for"} {
				if id, ok := attr(n, key); ok && !ids[id] {
					t.Errorf("%s of %s names %q, which is not there", key, n.Data, id)
				}
			}
			if href, _ := attr(n, "href"); strings.HasPrefix(href, "#") && !ids[href[1:]] {
				t.Errorf("a link leads to %q, which is not there", href)
			}
		}
	})
}

// The content security policy allows no inline script and no inline style.
func TestNothingInline(t *testing.T) {
	eachPage(t, func(t *testing.T, p page) {
		if n := len(p.elements("style")); n > 0 {
			t.Errorf("%d style elements", n)
		}
		for _, n := range p.elements("script") {
			kind, _ := attr(n, "type")
			src, _ := attr(n, "src")
			if kind != "application/ld+json" && (src == "" || text(n) != "") {
				t.Errorf("an inline script of type %q", kind)
			}
		}
		for _, n := range p.all {
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s has the attribute %s", n.Data, a.Key)
				}
			}
		}
	})
}

func TestPicturesKeepTheirPlace(t *testing.T) {
	eachPage(t, func(t *testing.T, p page) {
		for _, n := range p.elements("img") {
			for _, key := range []string{"src", "alt", "width", "height"} {
				if _, ok := attr(n, key); !ok {
					t.Errorf("a picture without %s", key)
				}
			}
		}
	})
}

func TestHeadingsDoNotJump(t *testing.T) {
	eachPage(t, func(t *testing.T, p page) {
		last := 0
		for _, n := range p.all {
			level := strings.Index("h1h2h3h4h5h6", n.Data)/2 + 1
			if len(n.Data) != 2 || level == 0 || !strings.Contains("h1h2h3h4h5h6", n.Data) {
				continue
			}
			if level > last+1 {
				t.Errorf("h%d %q follows h%d", level, text(n), last)
			}
			last = level
		}
	})
}

func TestSearchWaitsForItsScript(t *testing.T) {
	p := parse(t, "article", render(t, ArticlePage(sampleArticle(t, "zh"))))
	for _, n := range p.elements("button") {
		if _, ok := attr(n, "data-search"); !ok {
			continue
		}
		for key, want := range map[string]string{"data-index": "/search/zh/index.json", "data-script": "/assets/search.js", "data-style": "/assets/search.css", "hidden": ""} {
			if got, ok := attr(n, key); !ok || got != want {
				t.Errorf("%s = %q, %v; want %q", key, got, ok, want)
			}
		}
		return
	}
	t.Error("there is no search button")
}

func TestSiteWithoutExtras(t *testing.T) {
	bare := Layout{Lang: "en", Title: "T", HomeHref: "/"}
	for name, c := range map[string][]byte{
		"article": render(t, ArticlePage(Article{Layout: bare, Heading: "H"})),
		"list":    render(t, ListPage(List{Layout: bare, Heading: "H"})),
		"terms":   render(t, TermsPage(Terms{Layout: bare, Heading: "H"})),
		"home":    render(t, HomePage(Home{Layout: bare, Heading: "H"})),
		"lost":    render(t, NotFoundPage(NotFound{Layout: bare})),
	} {
		p := parse(t, name, c)
		for _, empty := range []string{"aside", "time", "img", "nav"} {
			if n := p.elements(empty); len(n) > 0 {
				t.Errorf("%s: an empty %s", name, empty)
			}
		}
		for _, n := range p.all {
			if slices.Contains([]string{"ul", "ol", "p", "a", "span"}, n.Data) && n.FirstChild == nil {
				if class, _ := attr(n, "class"); class != "mark" {
					t.Errorf("%s: an empty %s of class %q", name, n.Data, class)
				}
			}
			if href, ok := attr(n, "href"); ok && href == "" {
				t.Errorf("%s: a link to nowhere", name)
			}
		}
	}
}

func TestTranslationsAreLinked(t *testing.T) {
	a := sampleArticle(t, "zh")
	a.Alternates = append(a.Alternates, Alternate{Lang: "fr", Name: "Français", Path: "/fr/"})
	p := parse(t, "article", render(t, ArticlePage(a)))
	var machines, people []string
	for _, n := range p.all {
		lang, ok := attr(n, "hreflang")
		if !ok {
			continue
		}
		href, _ := attr(n, "href")
		if n.Data == "link" {
			machines = append(machines, lang+" "+href)
		} else {
			people = append(people, lang+" "+href)
		}
	}
	if want := []string{"zh-CN https://example.org/x/", "en https://example.org/en/x/", "x-default https://example.org/x/"}; !slices.Equal(machines, want) {
		t.Errorf("hreflang: %q, want %q", machines, want)
	}
	if want := []string{"en /en/x/", "fr /fr/"}; !slices.Equal(people, want) {
		t.Errorf("language switch: %q, want %q", people, want)
	}
}

func TestUpdatedIsShownOnlyWhenItDiffers(t *testing.T) {
	a := sampleArticle(t, "zh")
	a.Related = nil
	for updated, want := range map[Moment]int{a.Updated: 2, a.Date: 1, {ISO: "2026-11-20T09:00:00+08:00", Text: a.Date.Text}: 1, {}: 1} {
		a.Updated = updated
		if got := len(parse(t, "", render(t, ArticlePage(a))).elements("time")); got != want {
			t.Errorf("updated %v: %d dates, want %d", updated, got, want)
		}
	}
}

// TestPreparations come before the text: in a sentence, or for several ways in a list
// that is opened.
func TestPreparations(t *testing.T) {
	a := sampleArticle(t, "zh")
	one := Preparation{Link: Link{Title: "找回密码", Href: "#rehearsal-x"}, Items: []string{"证件", "手机"}}
	for _, c := range []struct {
		all  []Preparation
		want string
	}{
		{nil, `<div class="prose">` + string(a.Intro)},
		{[]Preparation{one}, `<div class="prose"><p><b>要准备的</b>：证件、手机</p>` + string(a.Intro)},
		{[]Preparation{one, one}, `<div class="prose"><details><summary>要准备的</summary><ul><li><a href="#rehearsal-x">找回密码</a>：证件、手机</li><li>`},
	} {
		a.Preparations = c.all
		if html := string(render(t, ArticlePage(a))); !strings.Contains(html, c.want) {
			t.Errorf("%d preparations: %s is not there", len(c.all), c.want)
		}
	}
}

func TestWhoeverIsTheSourceIsNamedOnce(t *testing.T) {
	a := sampleArticle(t, "zh")
	a.Author, a.Source = "刘姐", Source{Name: "刘姐"}
	if html := string(render(t, ArticlePage(a))); strings.Contains(html, "作者 刘姐") || !strings.Contains(html, "刘姐") {
		t.Error("an author who is the source is not named once")
	}
	a.Author = "小陈"
	if html := string(render(t, ArticlePage(a))); !strings.Contains(html, "作者 小陈") {
		t.Error("an author who is not the source is missing")
	}
}

func TestTheTrailBeginsAtHome(t *testing.T) {
	l := sampleList("en")
	l.Breadcrumbs = []Link{{Title: "Try it here first", Href: "/en/"}, {Title: "Guides", Href: "/en/guides/"}}
	html := string(render(t, ListPage(l)))
	for _, want := range []string{`<a href="/en/">Home</a>`, `<a href="/en/guides/">Guides</a>`} {
		if !strings.Contains(html, want) {
			t.Errorf("the trail lacks %s", want)
		}
	}
}

func TestDraftIsMarked(t *testing.T) {
	a := sampleArticle(t, "zh")
	if strings.Contains(string(render(t, ArticlePage(a))), chinese.Draft) {
		t.Error("a published page is marked as a draft")
	}
	a.Draft = true
	if !strings.Contains(string(render(t, ArticlePage(a))), chinese.Draft) {
		t.Error("a draft is not marked")
	}
}
