package source

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"rehearse/demo/diag"
)

func TestTextNormalisesWhatEditorsWrite(t *testing.T) {
	for name, c := range map[string]struct{ raw, want string }{
		"plain":           {"a\nb\n", "a\nb\n"},
		"byte order mark": {"\xEF\xBB\xBFa\n", "a\n"},
		"CRLF":            {"a\r\nb\r\n", "a\nb\n"},
		"CR":              {"a\rb", "a\nb"},
		"empty":           {"", ""},
	} {
		got, problem, ok := Text("x.md", []byte(c.raw))
		if !ok || string(got) != c.want {
			t.Errorf("%s: got %q, %v", name, got, problem)
		}
	}
}

func TestTextNamesForeignEncodings(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String("标题\n公积金密码")
	if err != nil {
		t.Fatal(err)
	}
	big5, err := traditionalchinese.Big5.NewEncoder().String("標題\n公積金密碼的更改，請點選下一步")
	if err != nil {
		t.Fatal(err)
	}
	jis, err := japanese.ShiftJIS.NewEncoder().String("パスワードを忘れたとき\n次の手順")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ raw, encoding, hint string }{
		"Big5":                  {big5, "looks like Big5", "iconv -f Big5 -t UTF-8 FILE >"},
		"Shift-JIS":             {jis, "looks like Shift-JIS", "iconv -f Shift-JIS"},
		"UTF-32LE":              {"\xFF\xFE\x00\x00a\x00\x00\x00", "UTF-32LE", "iconv -f UTF-32LE"},
		"UTF-32BE":              {"\x00\x00\xFE\xFF\x00\x00\x00a", "UTF-32BE", "iconv -f UTF-32BE"},
		"UTF-32 without mark":   {"a\x00\x00\x00\x07\x68\x00\x00", "UTF-32LE", "iconv"},
		"UTF-32BE without mark": {"\x00\x00\x00a\x00\x00\x68\x07", "UTF-32BE", "iconv"},
		"GB18030":               {"ok\n" + gb, "GB18030", "iconv -f GB18030 -t UTF-8 FILE >"},
		"UTF-16LE":              {"\xFF\xFE" + utf16Bytes("标题", 0), "UTF-16LE", "iconv -f UTF-16LE"},
		"UTF-16BE":              {"\xFE\xFF" + utf16Bytes("标题", 1), "UTF-16BE", "iconv -f UTF-16BE"},
		"UTF-16LE without mark": {utf16Bytes("title: x 标题", 0), "UTF-16LE", "iconv"},
		"UTF-16BE without mark": {utf16Bytes("title: x 标题", 1), "UTF-16BE", "iconv"},
		"UTF-8 cut short":       {"标题，公积金密\xE7\xA0", "the byte 0xE7 here", "type the character anew"},
		"a stray byte":          {"标题\xFF，公积金密码", "the byte 0xFF here", "save the file as UTF-8"},
		"as much of both":       {"\xC3\xA9\xC3\xA9\xB1\xEA", "GB18030", "iconv -f GB18030"},
		"neither":               {"caf\xE9\n", "the byte 0xE9 here", "iconv -f ENCODING"},
		"binary":                {"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\xff\x00\xfe", "binary data", "save it as text"},
	} {
		_, problem, ok := Text("x.md", []byte(c.raw))
		if ok || !strings.Contains(problem.Message, c.encoding) || !strings.Contains(problem.Hint, c.hint) {
			t.Errorf("%s: ok=%v, %+v", name, ok, problem)
		}
	}
	_, problem, _ := Text("x.md", []byte("ok\n"+gb))
	if problem.Line != 2 || problem.Col != 1 {
		t.Errorf("GB18030 found at %d:%d, want 2:1", problem.Line, problem.Col)
	}
}

// utf16Bytes encodes s, with the high byte first when first is 1.
func utf16Bytes(s string, first int) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		pair := [2]byte{byte(u), byte(u >> 8)}
		b = append(b, pair[first], pair[1-first])
	}
	return string(b)
}

// read parses text and reads the keys that the tests below use.
func read(text string) (values map[string]any, problems []diag.Problem) {
	y := YAML{File: "x.md", FirstLine: 2}
	values = make(map[string]any)
	for _, e := range y.Mapping(y.Parse([]byte(text)), "the front matter", []string{"title", "draft", "weight", "date", "tags"}) {
		switch e.Name {
		case "title":
			values["title"] = y.String(e)
		case "draft":
			values["draft"] = y.Bool(e)
		case "weight":
			values["weight"] = y.Int(e)
		case "date":
			values["date"] = y.Time(e, time.UTC)
		case "tags":
			values["tags"] = strings.Join(y.Strings(e), "|")
		}
	}
	return values, y.Problems
}

func TestYAMLReadsValues(t *testing.T) {
	values, problems := read("title: '007'\ndraft: true\nweight: -3\ndate: 2026-11-20\ntags: [a, 公积金]\n")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if values["title"] != "007" || values["draft"] != true || values["weight"] != -3 || values["tags"] != "a|公积金" ||
		!values["date"].(time.Time).Equal(time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("got %v", values)
	}
	if values, problems := read("title:\ntags: one\n"); len(problems) > 0 || values["title"] != "" || values["tags"] != "one" {
		t.Errorf("got %v, %v", values, problems)
	}
	for _, empty := range []string{"", " \n", "# a comment\n"} {
		if _, problems := read(empty); len(problems) > 0 {
			t.Errorf("%q: %v", empty, problems)
		}
	}
}

func TestYAMLProblemsHavePlaces(t *testing.T) {
	for name, c := range map[string]struct {
		text      string
		line, col int
		rule      diag.Rule
		says      string
	}{
		"unknown key":    {"titel: x", 2, 1, "unknown-key", `did you mean "title"?`},
		"duplicate key":  {"title: a\ntitle: b", 3, 1, "duplicate-key", "line 2"},
		"number":         {"title: 7", 2, 8, "wrong-type", `put it in quotes: "7"`},
		"list as text":   {"title: [a]", 2, 8, "wrong-type", "a list"},
		"text as bool":   {"draft: perhaps", 2, 8, "wrong-type", "true or false"},
		"text as number": {"weight: heavy", 2, 9, "wrong-type", "a whole number"},
		"no date":        {"date: 20.11.2026", 2, 7, "wrong-type", "2026-11-23"},
		"text in list":   {"tags: [a, 7]", 2, 11, "wrong-type", "the number 7"},
		"not a mapping":  {"- a", 2, 1, "wrong-type", "must be a mapping"},
		"syntax":         {"title: a\ndraft: b: c", 3, 9, "yaml-syntax", "mapping values"},
		"tab":            {"title:\n\t- x", 3, 1, "yaml-syntax", "cannot start"},
		"anchor":         {"title: &a x", 2, 8, "yaml-alias", "remove &a"},
		"unknown alias":  {"title: *a", 2, 8, "yaml-syntax", "unknown anchor"},
		"no line break":  {"title: \"a\u2028b\"\ntitel: \"\u0085\"", 2, 10, "invisible-break", "U+2028"},
		"nor another":    {"draft: true\ntitle: a\u0085b", 3, 9, "invisible-break", "U+0085"},
		"two documents":  {"title: a\n---\ntitle: b", 3, 1, "yaml-syntax", "second YAML document"},
	} {
		_, problems := read(c.text)
		if len(problems) == 0 {
			t.Errorf("%s: no problem", name)
			continue
		}
		p := problems[0]
		if p.File != "x.md" || p.Line != c.line || p.Col != c.col || p.Rule != c.rule || !strings.Contains(p.Message+p.Hint, c.says) {
			t.Errorf("%s: got %+v, want %d:%d %s %q", name, p, c.line, c.col, c.rule, c.says)
		}
	}
}

func TestYAMLBombsAreProblems(t *testing.T) {
	bomb := "title: &a [x,x,x,x,x,x,x,x,x]\n"
	for i := range 20 {
		name, before := string(rune('b'+i)), string(rune('a'+i))
		bomb += "k" + name + ": &" + name + " [" + strings.Repeat("*"+before+",", 9) + "]\n"
	}
	for name, text := range map[string]string{
		"aliases": bomb,
		"nesting": "title: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000),
		"open":    strings.Repeat("[", 50000),
	} {
		if _, problems := read(text); len(problems) == 0 {
			t.Errorf("%s: no problem", name)
		}
	}
	var keys strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&keys, "k%d: x\n", i)
	}
	if _, problems := read(keys.String()); len(problems) != enough {
		t.Errorf("of 20,000 unknown keys %d are told", len(problems))
	}
}

func FuzzYAML(f *testing.F) {
	f.Add("title: a\ntags: [b]\n")
	f.Add("? {a: b}\n: c\n")
	f.Fuzz(func(t *testing.T, text string) {
		_, problems := read(text)
		for _, p := range problems {
			if p.Line < 2 || p.Col < 1 || p.Message == "" || p.Rule == "" {
				t.Errorf("unplaced problem %+v", p)
			}
		}
	})
}
