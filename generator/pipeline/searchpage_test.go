package pipeline_test

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
	"rehearse/generator/pipeline"
)

const searched = `-- site.yaml --
title: {zh: 演练场, en: "Rehearsals & more"}
languages: [zh, en]
baseURL: https://example.org/docs/
-- zh/_index.md --
# 家

[搜索](/search/)
-- zh/fund/_index.md --
# 公积金
-- zh/fund/a.md --
# 找回登录密码

点“找回登录密码”。
-- zh/fund/old/_index.md --
# 从前
-- zh/fund/old/b.md --
# 旧办法

去柜台。
-- zh/about.md --
# 关于

这里是演练场。
-- en/a.md --
# Bank cards

A lost card.
`

// Without scripts the page of the search lists all articles; browsers are told of it
// where the site has an address.
func TestSearchPage(t *testing.T) {
	out := clean(t, pipeline.Config{Content: unpack(t, searched)})
	files := tree(t, out)
	page := string(files["search/index.html"])
	links := regexp.MustCompile(`(?s)<section class="part.*</section>`).FindString(page)
	var got []string
	for _, m := range regexp.MustCompile(`href="([^"]*)"|<p>([^<]*)</p>`).FindAllStringSubmatch(links, -1) {
		got = append(got, m[1]+m[2])
	}
	want := "/docs/fund/ 1 篇 /docs/fund/a/ /docs/fund/old/ 1 篇 /docs/fund/old/b/ /docs/ 1 篇 /docs/about/"
	if strings.Join(got, " ") != want {
		t.Errorf("the page lists\n%s, want\n%s", strings.Join(got, " "), want)
	}
	for _, part := range []string{`<meta name="robots" content="noindex">`, `<noscript>`, `href="/docs/en/search/" hreflang="en"`} {
		if !strings.Contains(page, part) {
			t.Errorf("the page has no %s", part)
		}
	}
	if strings.Contains(string(files["sitemap.xml"]), "/search/") {
		t.Error("the sitemap leads to the search")
	}
	for file, want := range map[string]string{
		"opensearch.xml":    "演练场 zh-CN https://example.org/docs/search/?q={searchTerms}",
		"en/opensearch.xml": "Rehearsals & mo… en https://example.org/docs/en/search/?q={searchTerms}",
	} {
		var d struct {
			ShortName, Language string
			URL                 struct {
				Template string `xml:"template,attr"`
			} `xml:"Url"`
		}
		if err := xml.Unmarshal(files[file], &d); err != nil {
			t.Error(err)
		}
		if got := d.ShortName + " " + d.Language + " " + d.URL.Template; got != want {
			t.Errorf("%s says %s, want %s", file, got, want)
		}
		if !strings.Contains(string(files[strings.TrimSuffix(file, "opensearch.xml")+"index.html"]), `href="/docs/`+file+`"`) {
			t.Errorf("the home page does not lead to %s", file)
		}
	}
}

func TestNoOpenSearchWithoutAnAddress(t *testing.T) {
	files := tree(t, clean(t, pipeline.Config{Content: unpack(t, "-- a.md --\n# A\n")}))
	if files["opensearch.xml"] != nil || strings.Contains(string(files["index.html"]), "opensearch") {
		t.Error("browsers are told of a search that has no address")
	}
}

// The list stays small enough for a phone: of a large site it names the first
// articles of each section, and of very many sections the highest.
func TestSearchPageOfALargeSite(t *testing.T) {
	for _, c := range []struct{ sections, parts, articles, wantParts, wantLinks int }{
		{4, 0, 200, 4, 4 * 75},
		{2, 60, 5, 2, 2 * 5},
	} {
		var archive strings.Builder
		archive.WriteString("-- index.md --\n# Home\n")
		for s := range c.sections {
			for a := range c.articles {
				fmt.Fprintf(&archive, "-- s%d/a%d.md --\n# A\n", s, a)
			}
			for p := range c.parts {
				fmt.Fprintf(&archive, "-- s%d/p%d/a.md --\n# A\n", s, p)
			}
		}
		page := string(tree(t, clean(t, pipeline.Config{Content: unpack(t, archive.String())}))["search/index.html"])
		if got := strings.Count(page, `<section class="part`); got != c.wantParts {
			t.Errorf("%d parts, want %d", got, c.wantParts)
		}
		_, list, _ := strings.Cut(page, `<div class="sections">`)
		list, _, _ = strings.Cut(list, "</main>")
		if got := strings.Count(list, "<li>"); got != c.wantLinks {
			t.Errorf("%d articles, want %d", got, c.wantLinks)
		}
	}
}

// What is asked is in the address: it can be linked to, and Back leads to what was
// asked before.
func TestSearchPageRemembersWhatWasAsked(t *testing.T) {
	browsertest.Path(t)
	out := clean(t, pipeline.Config{Content: unpack(t, searched)})
	mux := http.NewServeMux()
	mux.Handle("/docs/", http.StripPrefix("/docs/", http.FileServerFS(os.DirFS(out))))
	server := browsertest.Serve(t, mux)
	p := browsertest.New(t)
	p.Do(chromedp.Navigate(server + "/docs/search/?q=" + "%E5%AF%86%E7%A0%81"))
	found := func(query, first string) {
		t.Helper()
		p.Wait(`new URLSearchParams(location.search).get('q') === ` + query + ` && document.querySelector('.search input').value === (` + query + ` || '') &&
			(document.querySelector('.search [role=option]')?.pathname || '') === '` + first + `' && document.querySelector('.sections').hidden === (` + query + ` !== null)`)
	}
	typed := func(text string) {
		browsertest.Eval[any](p, `(() => { const input = document.querySelector('.search input'); input.focus(); input.value = '`+text+`'; input.dispatchEvent(new InputEvent('input')); return null; })()`)
	}
	found(`'密码'`, "/docs/fund/a/")
	typed("演练")
	found(`'演练'`, "/docs/about/")
	typed("演练场")
	found(`'演练场'`, "/docs/about/")
	browsertest.Eval[any](p, `history.back() || null`)
	found(`'密码'`, "/docs/fund/a/")
	browsertest.Eval[any](p, `history.forward() || null`)
	found(`'演练场'`, "/docs/about/")
	browsertest.Eval[bool](p, `document.querySelector('.search [role=option]').click() || true`)
	p.Wait(`location.pathname === '/docs/about/'`)
	browsertest.Eval[any](p, `history.back() || null`)
	found(`'演练场'`, "/docs/about/")
	typed("")
	found(`null`, "")
	if complaints := p.Complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}

// What pages say and what is asked is text, whatever it looks like.
func TestSearchPageShowsTextAsText(t *testing.T) {
	browsertest.Path(t)
	const hostile = `</script><img src=x onerror=alert(1)>"'&lt;`
	escaped := strings.NewReplacer("<", `\<`, "&", `\&`).Replace(hostile)
	content := unpack(t, "-- _index.md --\n---\ntitle: '"+strings.ReplaceAll(hostile, "'", "''")+" home'\n---\n"+
		"-- a/_index.md --\n# Section "+escaped+"\n"+
		"-- a/b.md --\n# Card "+escaped+"\n\nCard "+escaped+" lost.\n\n## Card again "+escaped+"\n\nCard "+escaped+"\n\n    card "+hostile+"\n")
	out := clean(t, pipeline.Config{Content: content})
	server := browsertest.Serve(t, http.FileServerFS(os.DirFS(out)))
	p := browsertest.New(t)
	for query, want := range map[string]string{"card": "Card " + hostile, hostile: hostile} {
		p.Do(chromedp.Navigate(server + "/search/?q=" + url.QueryEscape(query)))
		p.Wait(`document.querySelector('.search input')?.value === ` + strconv.Quote(query) + ` &&
			document.querySelector('.search [role=option]')?.textContent.includes(` + strconv.Quote(want) + `)`)
		if browsertest.Eval[bool](p, `document.querySelector('img[src=x], [onerror]') !== null`) {
			t.Errorf("asked for %s, the page has an element that was only text", query)
		}
	}
	if complaints := p.Complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}
