package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestSortIsByPlaceAndDropsRepetitions(t *testing.T) {
	a := Problem{File: "a.md", Line: 2, Col: 1, Message: "m"}
	b := Problem{File: "a.md", Line: 10, Col: 1, Message: "m"}
	c := Problem{File: "b.md", Line: 1, Col: 3, Message: "m"}
	d := Problem{File: "b.md", Line: 1, Col: 3, Message: "n"}
	got := Sort([]Problem{d, c, b, a, c})
	if want := []Problem{a, b, c, d}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPosition(t *testing.T) {
	src := []byte("ab\n公积金x\n")
	for offset, want := range map[int][2]int{
		0: {1, 1}, 2: {1, 3}, 3: {2, 1}, 6: {2, 2}, 12: {2, 4}, 14: {3, 1}, 99: {3, 1}, -1: {1, 1},
	} {
		if line, col := Position(src, offset); [2]int{line, col} != want {
			t.Errorf("Position(%d) = %d:%d, want %v", offset, line, col, want)
		}
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"title", "tags", "date", "lastmod", "下一步"}
	for name, want := range map[string]string{
		"titel": "title", "tag": "tags", "dates": "date", "last-mod": "lastmod", "下一部": "下一步", "LASTMOD": "lastmod", "zzz": "", "daet": "date", "tgas": "tags", "etad": "", "": "",
	} {
		if got := Suggest(name, known); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", name, got, want)
		}
	}
	// Short words: what has nothing in common is not near.
	for name, want := range map[string]string{"一": "", "b": "", "A": "a", "en": "", "xz": "", "zj": "zh", "登陆": "登录", "z": "zh"} {
		if got := Suggest(name, []string{"a", "zh", "登录"}); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", name, got, want)
		}
	}
	if got := DidYouMean("zzz", known, "see the list"); got != "see the list" {
		t.Errorf("fallback not used: %q", got)
	}
}

func TestShorten(t *testing.T) {
	for text, want := range map[string]string{"": "", "证件号码": "证件号码", "证件号码吗": "证件号码…"} {
		if got := Shorten(text, 4); got != want {
			t.Errorf("%q is shortened to %q, not %q", text, got, want)
		}
	}
}

func TestPrintShowsLineCaretAndHint(t *testing.T) {
	src := "---\ntitel: 公积金 abc\n---\n"
	var b bytes.Buffer
	p := Printer{Source: func(string) []byte { return []byte(src) }, Prefix: "content/"}
	err := p.Print(&b, []Problem{
		{File: "a.md", Line: 2, Col: 1, Width: 5, Rule: "unknown-key", Message: `no key "titel"`, Hint: `did you mean "title"?`},
		{File: "a.md", Line: 2, Col: 9, Width: 2, Severity: Warning, Rule: "r", Message: "w"},
		{File: "a.md", Line: 2, Col: 12, Width: 1, Rule: "r", Message: "after wide characters"},
		{File: "a.md", Line: 99, Col: 1, Rule: "r", Message: "no such line"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `content/a.md:2:1: error: no key "titel" [unknown-key]
    titel: 公积金 abc
    ^~~~~
    hint: did you mean "title"?
content/a.md:2:9: warning: w [r]
    titel: 公积金 abc
             ^~~~
content/a.md:2:12: error: after wide characters [r]
    titel: 公积金 abc
                  ^
content/a.md:99:1: error: no such line [r]
`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
}

func TestExcerptOfALongLineShowsThePlace(t *testing.T) {
	src := []byte(strings.Repeat("字", 5000) + "HERE" + strings.Repeat("x", 5000))
	before, marked, after := SplitLines(src).Excerpt(Problem{Line: 1, Col: 5001, Width: 4})
	line, caret := before+marked+after, caret(before, marked)
	if len([]rune(line)) > excerptColumns+2 || !strings.HasPrefix(line, "…") || !strings.HasSuffix(line, "…") {
		t.Errorf("not cut: %q", line)
	}
	column := 0
	for _, r := range line[:strings.Index(line, "HERE")] {
		column += columns(r)
	}
	if got := strings.Index(caret, "^~~~"); got != column {
		t.Errorf("caret in column %d, HERE in %d\n%s\n%s", got, column, line, caret)
	}
}

func TestExcerptNeverDrivesTheTerminal(t *testing.T) {
	before, marked, after := SplitLines([]byte("a\x1b[2Jb\x00\xff")).Excerpt(Problem{Line: 1, Col: 2})
	if line := before + marked + after; strings.ContainsAny(line, "\x1b\x00") {
		t.Errorf("control characters in %q", line)
	}
}

func TestExcerptIsDividedAtWhatIsMarked(t *testing.T) {
	for _, test := range []struct {
		line                  string
		col, width            int
		before, marked, after string
	}{
		{"title: x", 8, 1, "title: ", "x", ""},
		{"先看[这里](x.md)。", 3, 2, "先看", "[这", "里](x.md)。"},
		{"\tab", 2, 0, "\t", "a", "b"},
		{"abc", 4, 1, "abc", "", ""},
		{"", 1, 1, "", "", ""},
	} {
		before, marked, after := SplitLines([]byte(test.line)).Excerpt(Problem{Line: 1, Col: test.col, Width: test.width})
		if before != test.before || marked != test.marked || after != test.after {
			t.Errorf("%q: %q %q %q", test.line, before, marked, after)
		}
	}
}

// A name, a message and a hint may hold whatever an author wrote.
func TestPrintNeverDrivesTheTerminal(t *testing.T) {
	var b bytes.Buffer
	hostile := "\x1b[2J\u009b\u202e\u2066\r\n"
	if err := (Printer{}).Print(&b, []Problem{{File: hostile, Message: hostile, Hint: hostile}, {File: "b" + hostile}}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.ContainsAny(got, "\x1b\u009b\u202e\u2066\r") || strings.Count(got, "\n") != 3 {
		t.Errorf("printed %q", got)
	}
}

// many returns n problems of a rule in a file, one a line.
func many(file string, rule Rule, n int) []Problem {
	list := make([]Problem, n)
	for i := range list {
		list[i] = Problem{File: file, Line: i + 1, Col: 1, Rule: rule, Message: "m"}
	}
	return list
}

// Of tens of thousands of problems the first are printed, and the rest counted.
func TestPrintIsBounded(t *testing.T) {
	source := bytes.Repeat([]byte("x\n"), 100_000)
	reads := 0
	p := Printer{Source: func(string) []byte { reads++; return source }}
	print := func(problems []Problem) string {
		var b bytes.Buffer
		if err := p.Print(&b, Sort(problems)); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	got := print(append(many("a.md", "r", 50_000), append(many("a.md", "s", mostAlike), many("b.md", "r", mostAlike+1)...)...))
	if n := strings.Count(got, "error: m [r]"); n != 2*mostAlike {
		t.Errorf("%d problems of rule r are printed, want %d in each file", n, mostAlike)
	}
	if !strings.Contains(got, "\na.md: … and 49980 more [r]\nb.md:1:1") || !strings.HasSuffix(got, "\nb.md: … and 1 more [r]\n") || strings.Contains(got, "more [s]") {
		t.Errorf("the rest is not counted by file and rule:\n%s", got)
	}
	if reads != 2 {
		t.Errorf("two files are read %d times", reads)
	}

	var all []Problem
	for i := range 2 * mostPrinted / mostAlike {
		all = append(all, many("a.md", Rule(fmt.Sprint("r", i)), mostAlike)...)
	}
	got = print(all)
	if n := strings.Count(got, "error: m"); n != mostPrinted || !strings.HasSuffix(got, "\na.md: … and 10 more [r99]\n") {
		t.Errorf("of one file %d problems are printed, want %d:\n%s", n, mostPrinted, got[len(got)-200:])
	}

	all = nil
	for i := range 2 * mostPrinted / mostAlike {
		all = append(all, many(fmt.Sprintf("%03d.md", i), "r", mostAlike)...)
	}
	got = print(append(all, many("zzz.md", "s", 7)...))
	if n := strings.Count(got, "error: m"); n != mostPrinted {
		t.Errorf("%d problems are printed, want %d", n, mostPrinted)
	}
	if !strings.HasSuffix(got, fmt.Sprintf("\n… and %d more in other files\n", mostPrinted+7)) {
		t.Errorf("the rest is not counted:\n%s", got[len(got)-200:])
	}
}

func TestPrintJSON(t *testing.T) {
	var b bytes.Buffer
	if err := PrintJSON(&b, nil); err != nil || strings.TrimSpace(b.String()) != "[]" {
		t.Errorf("no problems: %q, %v", b.String(), err)
	}
	b.Reset()
	if err := PrintJSON(&b, []Problem{{File: "a", Line: 1, Col: 2, Severity: Warning, Rule: "r", Message: "<m>"}}); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil || got[0]["severity"] != "warning" || got[0]["message"] != "<m>" {
		t.Errorf("got %s, %v", b.String(), err)
	}
}

// Programs are given more than people read, but not without end.
func TestPrintJSONIsBounded(t *testing.T) {
	for extra, want := range map[int]string{0: "m", 5: "there are more problems, which are not listed: 4 errors and 1 warnings"} {
		problems := many("a.md", "r", mostEncoded+extra)
		problems[len(problems)-1].Severity = Warning
		var b bytes.Buffer
		if err := PrintJSON(&b, problems); err != nil {
			t.Fatal(err)
		}
		var got []map[string]any
		if err := json.Unmarshal(b.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		if n := len(got); n != mostEncoded+min(extra, 1) || got[n-1]["message"] != want {
			t.Errorf("%d problems more: %d elements, the last is %v", extra, n, got[n-1])
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("公积金\tx", 1, 2, 3)
	f.Fuzz(func(t *testing.T, src string, line, col, width int) {
		SplitLines([]byte(src)).Excerpt(Problem{Line: line % 100, Col: col % 1000, Width: width % 1000})
	})
}

// A note is printed and listed, and counts as nothing that anybody has to mend.
func TestNotesDoNotCount(t *testing.T) {
	p := Problem{File: "a.md", Line: 1, Col: 1, Severity: Note, Rule: "some", Message: "also"}
	if errors, warnings := Count([]Problem{p}); errors != 0 || warnings != 0 {
		t.Errorf("%d errors and %d warnings", errors, warnings)
	}
	if text, err := p.Severity.MarshalText(); err != nil || string(text) != "note" {
		t.Errorf("%q, %v", text, err)
	}
}
