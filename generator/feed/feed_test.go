package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func day(n int) time.Time { return time.Date(2026, 11, n, 8, 30, 0, 0, time.FixedZone("CST", 8*3600)) }

func sample() Feed {
	return Feed{
		Title: "办事手册", Summary: "一步一步来", Lang: "zh-CN", Author: "人事刘姐",
		Home: "https://host.example/docs/", Self: "https://host.example/docs/feed.xml",
		Items: []Item{
			{
				URL: "https://host.example/docs/fund/password/", Title: "忘记密码怎么办？", Summary: "三种情况",
				Published: day(1), Updated: day(9), Tags: []string{"公积金", "密码"},
			},
			{URL: "https://host.example/docs/b/", Title: "B", Summary: "only a summary", Author: "小孙", Published: day(5)},
			{URL: "https://host.example/docs/c/", Title: "C", Updated: day(3)},
		},
	}
}

// decodedAtom is Atom as a reader sees it.
type decodedAtom struct {
	XMLName  xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID       string   `xml:"id"`
	Title    string   `xml:"title"`
	Subtitle string   `xml:"subtitle"`
	Updated  string   `xml:"updated"`
	Author   string   `xml:"author>name"`
	Links    []struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID    string `xml:"id"`
		Title string `xml:"title"`
		Link  struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Published  string `xml:"published"`
		Updated    string `xml:"updated"`
		Author     string `xml:"author>name"`
		Categories []struct {
			Term string `xml:"term,attr"`
		} `xml:"category"`
		Summary string `xml:"summary"`
	} `xml:"entry"`
}

func decodeAtom(t *testing.T, data []byte) decodedAtom {
	t.Helper()
	var d decodedAtom
	if err := xml.Unmarshal(data, &d); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	return d
}

func TestAtom(t *testing.T) {
	d := decodeAtom(t, Atom(sample()))
	if d.Lang != "zh-CN" || d.ID != "https://host.example/docs/" || d.Title != "办事手册" ||
		d.Subtitle != "一步一步来" || d.Author != "人事刘姐" || d.Updated != "2026-11-09T00:30:00Z" {
		t.Errorf("feed: %+v", d)
	}
	links := map[string]string{}
	for _, l := range d.Links {
		links[l.Rel+" "+l.Type] = l.Href
	}
	if diff := cmp.Diff(map[string]string{
		"alternate text/html":       "https://host.example/docs/",
		"self application/atom+xml": "https://host.example/docs/feed.xml",
	}, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
	if len(d.Entries) != 3 {
		t.Fatalf("%d entries", len(d.Entries))
	}
	first := d.Entries[0]
	if first.ID != first.Link.Href || first.ID != "https://host.example/docs/fund/password/" ||
		first.Published != "2026-11-01T00:30:00Z" || first.Updated != "2026-11-09T00:30:00Z" ||
		first.Summary != "三种情况" || first.Author != "" || len(first.Categories) != 2 || first.Categories[0].Term != "公积金" {
		t.Errorf("first entry: %+v", first)
	}
	if second := d.Entries[1]; second.Author != "小孙" || second.Updated != "2026-11-05T00:30:00Z" {
		t.Errorf("second entry: %+v", second)
	}
	if third := d.Entries[2]; third.Updated != "2026-11-03T00:30:00Z" || third.Published != "" {
		t.Errorf("third entry: %+v", third)
	}
}

func TestJSON(t *testing.T) {
	var got map[string]any
	if err := json.Unmarshal(JSON(sample()), &got); err != nil {
		t.Fatal(err)
	}
	items := got["items"].([]any)
	delete(got, "items")
	if diff := cmp.Diff(map[string]any{
		"version": "https://jsonfeed.org/version/1.1", "title": "办事手册", "description": "一步一步来",
		"home_page_url": "https://host.example/docs/", "feed_url": "https://host.example/docs/feed.xml",
		"language": "zh-CN", "authors": []any{map[string]any{"name": "人事刘姐"}},
	}, got); diff != "" {
		t.Errorf("feed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]any{
		map[string]any{
			"id": "https://host.example/docs/fund/password/", "url": "https://host.example/docs/fund/password/",
			"title": "忘记密码怎么办？", "summary": "三种情况", "content_text": "三种情况", "tags": []any{"公积金", "密码"},
			"date_published": "2026-11-01T00:30:00Z", "date_modified": "2026-11-09T00:30:00Z",
		},
		map[string]any{
			"id": "https://host.example/docs/b/", "url": "https://host.example/docs/b/", "title": "B",
			"summary": "only a summary", "content_text": "only a summary", "date_published": "2026-11-05T00:30:00Z",
			"authors": []any{map[string]any{"name": "小孙"}},
		},
		map[string]any{
			"id": "https://host.example/docs/c/", "url": "https://host.example/docs/c/", "title": "C", "content_text": "",
			"date_modified": "2026-11-03T00:30:00Z",
		},
	}, items); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

// hostile is text that an encoder could let through, or choke on.
const hostile = "a\x00b\x1b[31m</title>]]><script>&amp;\"'\uFFFE\u2028é\xff 汉\U0001F600"

func TestHostileText(t *testing.T) {
	const want = "ab[31m</title>]]><script>&amp;\"'\u2028é\uFFFD 汉\U0001F600"
	f := Feed{Title: hostile, Summary: hostile, Author: hostile, Items: []Item{{
		Title: hostile, Summary: hostile, Author: hostile, Tags: []string{hostile},
	}}}
	d := decodeAtom(t, Atom(f))
	e := d.Entries[0]
	for name, got := range map[string]string{
		"title": d.Title, "subtitle": d.Subtitle, "author": d.Author, "entry title": e.Title, "summary": e.Summary,
		"entry author": e.Author, "tag": e.Categories[0].Term,
	} {
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	var j jsonFeed
	if err := json.Unmarshal(JSON(f), &j); err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{
		"title": j.Title, "author": j.Authors[0].Name, "item": j.Items[0].Title, "content": j.Items[0].ContentText,
	} {
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestTitleStandsInForAnAuthor(t *testing.T) {
	f := Feed{Title: "T", Home: "https://h/", Self: "https://h/feed.xml", Items: []Item{{URL: "https://h/a/", Updated: day(2)}}}
	if d := decodeAtom(t, Atom(f)); d.Author != "T" {
		t.Errorf("feed: %+v", d)
	}
}

func TestSameBytes(t *testing.T) {
	utc := sample()
	for i, item := range utc.Items {
		utc.Items[i].Published, utc.Items[i].Updated = item.Published.UTC(), item.Updated.UTC()
	}
	if !bytes.Equal(Atom(sample()), Atom(utc)) || !bytes.Equal(JSON(sample()), JSON(utc)) {
		t.Error("the time zone shows in the feed")
	}
}

func FuzzFeeds(f *testing.F) {
	f.Add(hostile, "https://h/")
	f.Add("<", "://")
	f.Fuzz(func(t *testing.T, text, address string) {
		feed := Feed{Title: text, Items: []Item{{Title: text, URL: address, Tags: []string{text}}}}
		d := xml.NewDecoder(bytes.NewReader(Atom(feed)))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if !json.Valid(JSON(feed)) {
			t.Error("invalid JSON")
		}
	})
}
