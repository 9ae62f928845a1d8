package address

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What is written is read; what git leaves of a conflict does no harm.
func TestParse(t *testing.T) {
	const file = header + `/a/ AAAAABBBBB
  #one CCCCC
  #two = #one
  #three = /b%20c/
/b%20c/
/old/ = /a/
`
	m := Parse([]byte(file))
	if got := string(m.Encode()); got != file {
		t.Errorf("got:\n%s", got)
	}
	p := m.Page("/a/")
	want := []Anchor{{ID: "one", Text: "CCCCC"}, {ID: "two", At: "one"}, {ID: "three", At: "/b c/"}}
	if p == nil || p.Line != 4 || p.Text != "AAAAABBBBB" || p.Made() || !slices.Equal(p.Anchors, want) {
		t.Errorf("got %+v", p)
	}
	if p := m.Page("/b c/"); p == nil || !p.Made() || m.Page("/c/") != nil {
		t.Errorf("got %+v", p)
	}
	const conflict = "<<<<<<< HEAD\n/b/\n/a/ AAAAA\n  #x\n=======\r\n/a/ BBBBB\n  #y\n  #x BBBBB\n  # y\n>>>>>>> other\n  #\n\n"
	if got := string(Parse([]byte(conflict)).Encode()); got != header+"/a/ AAAAA\n  #x\n  #y\n/b/\n" {
		t.Errorf("got:\n%s", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("/a/ AAAAA\n  #x = #y\n  #y BBBBB\n/b/ = /a/\n"))
	f.Add([]byte("/a/ =\n  #x = #x\n/%2520 \n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		m := Parse(text)
		once := m.Encode()
		if twice := Parse(once).Encode(); string(once) != string(twice) {
			t.Errorf("once:\n%q\ntwice:\n%q", once, twice)
		}
		for _, p := range m.Pages() {
			Keep(p.Anchors, nil, "", nil)
			for range p.Text.Values() {
			}
		}
	})
}

// texts returns n clauses that nothing else has.
func texts(name string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "Clause %d of the part %s.\n", i, name)
	}
	return b.String()
}

// page lays out parts, each "id: name", and returns them as [Read] takes them.
func page(parts ...string) (text string, sections []Section) {
	for _, p := range parts {
		id, name, _ := strings.Cut(p, ": ")
		sections = append(sections, Section{ID: id, At: len(text)})
		if name != "" {
			text += texts(name, 4)
		}
	}
	return text, sections
}

// An anchor that is no more is kept where its text is, else where it stood.
func TestKeep(t *testing.T) {
	_, before := Read("x", first(page("a: A", "b: B", "c: C")), second(page("a: A", "b: B", "c: C")))
	for name, c := range map[string]struct {
		now  []string
		want string
	}{
		"all there":                 {[]string{"a: A", "b: B", "c: C"}, ""},
		"a heading reworded":        {[]string{"a: A", "bb: B", "c: C"}, "b at bb"},
		"and moved":                 {[]string{"bb: B", "a: A", "c: C"}, "b at bb"},
		"written anew, and renamed": {[]string{"a: A", "bb: new", "c: C"}, "b at bb?"},
		"the last one renamed":      {[]string{"a: A", "b: B", "cc: new"}, "c at cc?"},
		"taken out":                 {[]string{"a: A", "c: C"}, "b at a?"},
		"the first taken out":       {[]string{"b: B", "c: C"}, "a at top?"},
		"joined":                    {[]string{"a: A", "a: B", "c: C"}, "b at a"},
		"above all headings":        {[]string{": B", "a: A", "c: C"}, "b at top"},
		"two for one":               {[]string{"a: A", "x: new", "y: newer", "c: C"}, "b at a?"},
		"all gone":                  {nil, "a at top?, b at top?, c at top?"},
	} {
		text, sections := page(c.now...)
		_, now := Read("x", text, sections)
		var got []string
		for _, k := range Keep(before, now, text, sections) {
			sure := ""
			if !k.Sure {
				sure = "?"
			}
			got = append(got, k.ID+" at "+k.At+sure)
		}
		if got := strings.Join(got, ", "); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func first[A, B any](a A, _ B) A  { return a }
func second[A, B any](_ A, b B) B { return b }

// Anchors that stood for others go on to where these have gone, and none goes round in
// circles.
func TestKeepFollows(t *testing.T) {
	text, sections := page("z: A")
	_, now := Read("x", text, sections)
	_, old := Read("x", text, []Section{{ID: "b", At: 0}})
	before := append(old, Anchor{ID: "a", At: "b"}, Anchor{ID: "l", At: "m"}, Anchor{ID: "m", At: "l"}, Anchor{ID: "t", At: Top}, Anchor{ID: "e", At: "/other/"})
	want := map[string]string{"b": "z", "a": "z", "l": Top, "m": Top, "t": Top, "e": Top}
	got := map[string]string{}
	for _, k := range Keep(before, now, text, sections) {
		got[k.ID] = k.At
		if (k.On == "/other/") != (k.ID == "e") {
			t.Errorf("%s was sent to %q", k.ID, k.On)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What half of a text knows again stays as it is written; what is new is counted.
func TestAnd(t *testing.T) {
	m := Parse([]byte("/a/ AAAAABBBBBCCCCCDDDDD\n  #x AAAAABBBBB\n  #gone CCCCC\n/b/\n/old/ = /a/\n"))
	next, added := m.And([]Page{
		{URL: "/a/", Text: "AAAAABBBBBEEEEEFFFFF", Anchors: []Anchor{{ID: "new"}, {ID: "x", Text: "EEEEEFFFFF"}}},
		{URL: "/b/", To: "/a/"},
		{URL: "/c/", Anchors: []Anchor{{ID: "y"}}},
	})
	want := header + "/a/ AAAAABBBBBCCCCCDDDDD\n  #new\n  #x EEEEEFFFFF\n  #gone\n/b/ = /a/\n/c/\n  #y\n/old/ = /a/\n"
	if got := string(next.Encode()); got != want || added != 3 {
		t.Errorf("%d added:\n%s", added, got)
	}
}

// A page is known again when sentences of it are other, and is not taken for another one.
func TestRead(t *testing.T) {
	text := texts("A", 20)
	one, _ := Read("One", text, nil)
	if one.Len() != pageValues {
		t.Errorf("%d hashes", one.Len())
	}
	edited, _ := Read("Another title", strings.Replace(text, "Clause 7 of", "Clause seven of", 1), nil)
	if got := edited.settle(one); got != one {
		t.Errorf("%q is not known again in %q", one, edited)
	}
	other, _ := Read("Two", texts("B", 20), nil)
	if got := other.settle(one); got != other {
		t.Errorf("%q is taken for %q", other, one)
	}
	chinese, anchors := Read("题", "第一句话写在这里。第二句话写在这里。\n第三句话写在这里", []Section{{ID: "r", At: 0}, {ID: "", At: 0}})
	if chinese.Len() != 4 || len(anchors) != 1 || anchors[0].Text != "" {
		t.Errorf("got %q, %v", chinese, anchors)
	}
}
