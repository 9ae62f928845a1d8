package crawl

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const root = "https://host.example/docs/"

// urlset and sitemapindex are what crawlers read.
type (
	urlset struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []struct {
			Loc     string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
			Lastmod string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 lastmod"`
			Links   []struct {
				Rel      string `xml:"rel,attr"`
				Hreflang string `xml:"hreflang,attr"`
				Href     string `xml:"href,attr"`
			} `xml:"http://www.w3.org/1999/xhtml link"`
		} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
	}
	sitemapindex struct {
		XMLName  xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
		Sitemaps []struct {
			Loc     string `xml:"loc"`
			Lastmod string `xml:"lastmod"`
		} `xml:"sitemap"`
	}
)

func decode(t *testing.T, data string, into any) {
	t.Helper()
	if err := xml.Unmarshal([]byte(data), into); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
}

// sitemapOf returns the files of a sitemap.
func sitemapOf(t *testing.T, maxURLs, maxBytes int, pages []Page) map[string]string {
	t.Helper()
	files := map[string]string{}
	for path, data := range sitemap(root, slices.Values(pages), maxURLs, maxBytes) {
		if _, twice := files[path]; twice {
			t.Errorf("%s is yielded twice", path)
		}
		files[path] = string(data)
	}
	return files
}

func TestSitemap(t *testing.T) {
	when := time.Date(2026, 11, 20, 7, 0, 0, 0, time.FixedZone("CST", 8*3600))
	files := sitemapOf(t, maxSitemapURLs, maxSitemapBytes, []Page{
		{URL: root + "%E4%BD%8F/?a=1&b=<2>", Updated: when, Translations: []Translation{
			{"zh-CN", root + "%E4%BD%8F/"}, {"en", root + "en/\"x'&y/"}, {"x-default", root},
		}},
		{URL: root},
	})
	if len(files) != 1 {
		t.Fatalf("%d files", len(files))
	}
	var got urlset
	decode(t, files["sitemap.xml"], &got)
	if len(got.URLs) != 2 {
		t.Fatalf("%+v", got)
	}
	first := got.URLs[0]
	if first.Loc != root+"%E4%BD%8F/?a=1&b=<2>" || first.Lastmod != "2026-11-19T23:00:00Z" || len(first.Links) != 3 {
		t.Errorf("first: %+v", first)
	}
	if en := first.Links[1]; en.Rel != "alternate" || en.Hreflang != "en" || en.Href != root+"en/\"x'&y/" {
		t.Errorf("translation: %+v", en)
	}
	if second := got.URLs[1]; second.Loc != root || second.Lastmod != "" || second.Links != nil {
		t.Errorf("second: %+v", second)
	}
}

func TestSitemapIsSplit(t *testing.T) {
	var pages []Page
	for i := range 7 {
		pages = append(pages, Page{URL: fmt.Sprintf("%sp%d/", root, i), Updated: time.Unix(int64(i), 0)})
	}
	one := len("<url><loc></loc><lastmod>1970-01-01T00:00:00Z</lastmod></url>\n") + len(root) + len("p0/")
	byBytes := len(sitemapStart) + len(sitemapEnd) + 3*one
	for name, files := range map[string]map[string]string{
		"urls":  sitemapOf(t, 3, maxSitemapBytes, pages),
		"bytes": sitemapOf(t, maxSitemapURLs, byBytes, pages),
	} {
		t.Run(name, func(t *testing.T) {
			var index sitemapindex
			decode(t, files["sitemap.xml"], &index)
			var locs, urls, times []string
			for _, s := range index.Sitemaps {
				locs = append(locs, s.Loc)
				times = append(times, s.Lastmod)
				data := files[strings.TrimPrefix(s.Loc, root)]
				if len(data) > byBytes {
					t.Errorf("%s has %d bytes", s.Loc, len(data))
				}
				var set urlset
				decode(t, data, &set)
				for _, u := range set.URLs {
					urls = append(urls, strings.TrimPrefix(u.Loc, root))
				}
			}
			if diff := cmp.Diff([]string{root + "sitemap-1.xml", root + "sitemap-2.xml", root + "sitemap-3.xml"}, locs); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"1970-01-01T00:00:02Z", "1970-01-01T00:00:05Z", "1970-01-01T00:00:06Z"}, times); diff != "" {
				t.Errorf("times (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"p0/", "p1/", "p2/", "p3/", "p4/", "p5/", "p6/"}, urls); diff != "" {
				t.Errorf("pages (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSitemapEdges(t *testing.T) {
	var empty urlset
	decode(t, sitemapOf(t, 3, 1<<20, nil)["sitemap.xml"], &empty)
	if len(empty.URLs) != 0 {
		t.Errorf("%+v", empty)
	}
	full := make([]Page, 3)
	if files := sitemapOf(t, 3, 1<<20, full); len(files) != 1 {
		t.Errorf("a file that is just full was split: %d files", len(files))
	}
	if files := sitemapOf(t, 3, 1, full[:2]); len(files) != 3 { // a page that is too large alone is still listed
		t.Errorf("%d files", len(files))
	}
	hostile := sitemapOf(t, 3, 1<<20, []Page{{URL: "a\x00\xff]]>b"}})
	var set urlset
	decode(t, hostile["sitemap.xml"], &set)
	if set.URLs[0].Loc != "a\uFFFD\uFFFD]]>b" {
		t.Errorf("%q", set.URLs[0].Loc)
	}
}

func TestSitemapEndsWhenNobodyListens(t *testing.T) {
	for range sitemap(root, slices.Values(make([]Page, 9)), 2, 1<<20) {
		break
	}
}

func TestRobots(t *testing.T) {
	const want = "User-agent: *\nAllow: /\n\nSitemap: https://host.example/docs/sitemap.xml\n"
	if got := string(Robots(root)); got != want {
		t.Errorf("got %q", got)
	}
	if got := string(Robots("https://h/\nDisallow: /")); strings.Contains(got, "\nDisallow") {
		t.Errorf("a line was smuggled in: %q", got)
	}
}

func TestLLMs(t *testing.T) {
	got := string(LLMs(Guide{
		Title: "办事手册\n# not a title", Summary: "一步一步\r\n来",
		Sections: []Section{
			{Title: "公积金", Links: []Link{
				{Title: "忘记[密码](x)怎么办", URL: root + "a(1)/index.md", Summary: "三种\x00情况"},
				{Title: `<b>\`, URL: root + "b b/index.md"},
			}},
			{Title: "empty"},
		},
	}))
	const want = "# 办事手册 # not a title\n\n> 一步一步 来\n\n## 公积金\n\n" +
		"- [忘记\\[密码\\](x)怎么办](https://host.example/docs/a%281%29/index.md): 三种 情况\n" +
		"- [\\<b>\\\\](https://host.example/docs/b%20b/index.md)\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("llms.txt (-want +got):\n%s", diff)
	}
	if got := string(LLMs(Guide{Title: "T"})); got != "# T\n" {
		t.Errorf("got %q", got)
	}
}

func TestPolicy(t *testing.T) {
	const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
		"font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
	if got := (Policy{}).Meta(); got != strict {
		t.Errorf("Meta() = %q", got)
	}
	if got := (Policy{}).Header(); got != strict+"; frame-ancestors 'none'" {
		t.Errorf("Header() = %q", got)
	}
	wide := Policy{
		Embed:   []string{"https://comments.example", "https://x.example; script-src *"},
		Framers: []string{"https://a.example:8443", "https://b.example"},
	}
	const want = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' https://comments.example; " +
		"style-src 'self' https://comments.example; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
		"manifest-src 'self'; frame-src https://comments.example; base-uri 'none'; form-action 'none'; " +
		"frame-ancestors https://a.example:8443 https://b.example"
	if got := wide.Header(); got != want {
		t.Errorf("Header() = %q", got)
	}
	if got := (Policy{Framers: []string{"*"}, Embed: []string{"*"}}).Header(); got != strict+"; frame-ancestors *" {
		t.Errorf("Header() = %q", got)
	}
}

func TestIsOrigin(t *testing.T) {
	for _, s := range []string{"https://a.example", "https://a-b.example:8443", "https://xn--fiq228c.example"} {
		if !IsOrigin(s) {
			t.Errorf("IsOrigin(%q) = false", s)
		}
	}
	for _, s := range []string{"", "*", "https://", "https://:80", "http://a.example", "//a.example", "https://a.example/",
		"https://a.example/x", "https://a b", "https://a;b", "https://a,b", "https://a\nb", "https://*.example", "https://u@h",
		"https://A.example", "https://a:x", "javascript:alert(1)", "'unsafe-inline'", "https://中.example"} {
		if IsOrigin(s) {
			t.Errorf("IsOrigin(%q) = true", s)
		}
	}
}

func TestHeaders(t *testing.T) {
	for address, base := range map[string]string{
		"https://host.example/": "/", "https://host.example": "/", root: "/docs/", "https://h/住房/": "/%E4%BD%8F%E6%88%BF/",
		"/docs/": "/docs/", "": "/",
	} {
		got := string(Headers(address, Policy{}, []string{"assets", "pictures"}))
		want := base + `*
  Content-Security-Policy: ` + (Policy{}).Header() + `
  Cross-Origin-Opener-Policy: same-origin
  Permissions-Policy: camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()
  Referrer-Policy: same-origin
  X-Content-Type-Options: nosniff

` + base + `assets/*
  Cache-Control: public, max-age=31536000, immutable

` + base + `pictures/*
  Cache-Control: public, max-age=31536000, immutable
`
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", address, diff)
		}
	}
}
