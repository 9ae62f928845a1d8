package markdown

import (
	"strings"
	"testing"

	"rehearse/demo/diag"
	"rehearse/demo/effort"
)

// hostile are inputs that make parsers slow or their output huge. Each is
// built to about n bytes.
var hostile = map[string]func(n int) string{
	"one long reference repeated": func(n int) string {
		return "[a]: /" + strings.Repeat("x", n/2) + "\n\n" + strings.Repeat("[a] ", n/8)
	},
	"one long title repeated": func(n int) string {
		return "[a]: /x '" + strings.Repeat("y", n/2) + "'\n\n" + strings.Repeat("[a]\n\n", n/10)
	},
	"pictures repeated": func(n int) string {
		return "[a]: /" + strings.Repeat("x", n/2) + "\n\n" + strings.Repeat("![a] ", n/10)
	},
	"list markers in a line": repeat("* "),
	"numbers in a line":      repeat("1. "),
	"quotations in a line":   repeat(">"),
	"quotation and list":     repeat("> - "),
	"definition marks":       func(n int) string { return "x\n" + strings.Repeat(": ", n/2) },
	"brackets":               repeat("["),
	"picture brackets":       repeat("!["),
	"closing brackets":       repeat("a]"),
	"bracket pairs":          func(n int) string { return strings.Repeat("[", n/2) + strings.Repeat("]", n/2) },
	"open links":             repeat("[a]("),
	"open angle links":       repeat("[a](<b"),
	"nested links":           func(n int) string { return strings.Repeat("[", n/4) + "a" + strings.Repeat("](b)", n/5) },
	"undefined references":   repeat("[a][b] "),
	"emphasis opening":       repeat("*a "),
	"emphasis both":          repeat("a*"),
	"emphasis mixed":         repeat("*a_ "),
	"emphasis thirds":        repeat("a**b*"),
	"strong closing":         repeat("a** "),
	"strikethrough":          repeat("~~a "),
	"emphasis nested":        func(n int) string { return strings.Repeat("*a **a ", n/14) + "b" + strings.Repeat(" a** a*", n/14) },
	"backquotes growing":     func(n int) string { return growing("`", n) },
	"backquotes":             repeat("` "),
	"comments":               repeat("<!-- a "),
	"tags":                   repeat("<a "),
	"tag with attributes":    func(n int) string { return "a <a" + strings.Repeat(" b", n/2) },
	"declarations":           repeat("a <!A "),
	"cdata":                  repeat("a <![CDATA[ "),
	"instructions":           repeat("a <? "),
	"entities":               repeat("&amp"),
	"ampersands":             repeat("&"),
	"backslashes":            repeat("\\"),
	"addresses":              repeat("a@a "),
	"long address":           func(n int) string { return strings.Repeat("a", n) + "@b" },
	"bare URLs":              repeat("http://a"),
	"table delimiter":        func(n int) string { return strings.Repeat("|a", n/4) + "\n" + strings.Repeat("|-", n/4) },
	"table rows":             func(n int) string { return "|a\n|-\n" + strings.Repeat("|a|b|c\n", n/7) },
	"table wide and long": func(n int) string {
		return strings.Repeat("|a", 300) + "\n" + strings.Repeat("|-", 300) + "\n" + strings.Repeat("|\n", n/2)
	},
	"many delimiter rows":    func(n int) string { return "a\n" + strings.Repeat("|-|-|\n", n/6) },
	"headings the same":      repeat("# a\n"),
	"headings with braces":   func(n int) string { return "# " + strings.Repeat("{", n) + "}" },
	"setext candidates":      repeat("a\n-\n"),
	"footnotes":              func(n int) string { return strings.Repeat("[^a] ", n/10) + "\n\n[^a]: x\n" },
	"footnote definitions":   func(n int) string { return numbered("[^%]: x\n\n", n) },
	"footnotes used":         func(n int) string { return numbered("[^%] \n\n", n/2) + numbered("[^%]: x\n\n", n/2) },
	"reference definitions":  func(n int) string { return numbered("[%]: x\n", n) },
	"unfinished definitions": repeat("[a]: x '\n"),
	"nested by indentation":  func(n int) string { return staircase("- a\n", n) },
	"quotations by line":     func(n int) string { return stairs(">", n) },
	"fences":                 repeat("```\n"),
	"blank items":            repeat("-\n\n"),
	"alerts":                 repeat("> [!TAB] a\n\n"),
	"code options":           func(n int) string { return "```go {" + strings.Repeat("hl=[1] ", n/7) + "}\nx\n```" },
	"highlighted ranges": func(n int) string {
		return "```go {hl=[" + strings.Repeat("1,", n/4) + "1]}\n" + strings.Repeat("x\n", n/4) + "```"
	},
	"code to highlight":        func(n int) string { return "```js\n" + strings.Repeat("/*`${", n/5) + "\n```" },
	"step quotes":              func(n int) string { return "## a\n\n1. " + strings.Repeat("“(", n/4) },
	"rehearsals without steps": func(n int) string { return "## a\n\n" + strings.Repeat("### b\n\n[x](a.flow.yaml)\n\n", n/25) },
	"rehearsals and steps":     func(n int) string { return strings.Repeat("## b\n\n1. “a”\n\n[x](a.flow.yaml)\n\n", n/36) },
	"steps that go on":         func(n int) string { return "## a\n\n[x](a.flow.yaml)\n\n" + numbered("%. “a”\n\nb\n\n", n) },
	"quotes in steps":          func(n int) string { return "[x](a.flow.yaml)\n\n1. " + strings.Repeat("“a”\n**b**\n", n/16) },
	"long lines with problems": repeat("[](a) "),
	"raw elements":             repeat("<b>"),
	"soft breaks":              repeat("好\n"),
}

func repeat(s string) func(int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)) }
}

// growing joins runs of s that get longer, so that none closes another.
func growing(s string, n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString(strings.Repeat(s, i) + " ")
	}
	return b.String()
}

func numbered(pattern string, n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.ReplaceAll(pattern, "%", strings.Repeat("i", i%7)+string(rune('a'+i%26))+string(rune(0x4E00+i))))
	}
	return b.String()
}

// staircase indents every line two columns more than the one before.
func staircase(line string, n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.Repeat("  ", i) + line)
	}
	return b.String()
}

func stairs(mark string, n int) string {
	var b strings.Builder
	for i := 1; b.Len() < n; i++ {
		b.WriteString(strings.Repeat(mark, i%90) + "a\n")
	}
	return b.String()
}

// TestHostile converts each input: it must come to an end, stay within the
// output limit and be well-formed.
func TestHostile(t *testing.T) {
	size := effort.Of(100_000)
	for name, build := range hostile {
		t.Run(name, func(t *testing.T) {
			body := build(size)
			for _, options := range []Options{{}, {RawHTML: true}} {
				doc, problems := convert(body, options)
				if most := 8*len(body) + 2<<20; len(doc.HTML) > most {
					t.Errorf("%d bytes became %d", len(body), len(doc.HTML))
				}
				full := strings.Contains(string(printed(problems)), "too-complex") || strings.Contains(string(printed(problems)), "nesting")
				if err := wellFormed(doc.HTML); err != nil && !full {
					t.Error(err)
				}
			}
		})
	}
}

// TestExplosionsAreReported checks that the two that are known best get a
// problem at their place.
func TestExplosionsAreReported(t *testing.T) {
	for _, c := range []struct {
		name string
		rule diag.Rule
	}{
		{"one long reference repeated", "too-complex"},
		{"list markers in a line", "nesting"},
		{"emphasis opening", "too-complex"},
	} {
		_, problems := convert(hostile[c.name](40_000), Options{})
		if len(problems) == 0 || problems[0].Rule != c.rule || problems[0].Line < 3 || problems[0].Col < 2 {
			t.Errorf("%s: %+v", c.name, problems)
		}
	}
}

// Cells that are missing in a row count, too: they would be filled in.
func TestTableCells(t *testing.T) {
	const columns = 400
	table := strings.Repeat("|a", columns) + "\n" + strings.Repeat("|-", columns) + "\n"
	for rows, refused := range map[int]bool{maxCells/columns - 5: false, maxCells / columns: true} {
		_, problems := convert(table+strings.Repeat("|\n", rows), Options{})
		if got := strings.Contains(string(printed(problems)), "table cells"); got != refused {
			t.Errorf("%d rows: %s", rows, printed(problems))
		}
	}
}

// counting counts what is asked of a site.
type counting struct {
	testSite
	links, pictures, walks, rehearsals int
}

func (c *counting) Link(dest string) (string, *diag.Problem) {
	c.links++
	return c.testSite.Link(dest)
}

func (c *counting) Picture(dest string, beside []Beside) (Picture, *diag.Problem) {
	c.pictures++
	return c.testSite.Picture(dest, beside)
}

func (c *counting) Walk(dest, id string, lists [][]WalkStep) Walked {
	c.walks++
	return c.testSite.Walk(dest, id, lists)
}

func (c *counting) Rehearsal(dest, text, id string) ([]byte, *diag.Problem) {
	c.rehearsals++
	return c.testSite.Rehearsal(dest, text, id)
}

// However often an article names a destination, the site is asked once; and it
// is not asked for more rehearsals than an article may have.
func TestTheSiteIsAskedOnce(t *testing.T) {
	var c counting
	New(Options{}).Convert(Source{Text: []byte(strings.Repeat("[a](b.md) [c](missing.md) ![d](e.png) ![f](missing.png)\n\n", 50))}, &c)
	if c.links != 2 || c.pictures != 2 {
		t.Errorf("asked for %d links and %d pictures", c.links, c.pictures)
	}
	for _, n := range []int{maxFlows, maxFlows + 1} {
		c = counting{}
		_, problems := New(Options{}).Convert(Source{Text: []byte(strings.Repeat("## a\n\n1. b\n\n[c](d.flow.yaml)\n\n", n))}, &c)
		if refused := len(problems) > 0; refused != (n > maxFlows) || c.walks != c.rehearsals || !refused && c.walks != n || refused && c.walks > 0 {
			t.Errorf("%d rehearsals: %d walks, %d rehearsals, %v", n, c.walks, c.rehearsals, problems)
		}
	}
}

// What is reported in another file is not reported at the link that leads there.
func TestReportedElsewhere(t *testing.T) {
	if doc, problems := convert("[a](unreadable.md)\n", Options{}); len(problems) > 0 || string(doc.HTML) != "<p>a</p>\n" {
		t.Errorf("%s%s", doc.HTML, printed(problems))
	}
}

// Each kind of container counts: a hundred and one of them in a line are refused
// at the one beyond the last, and a hundred are not.
func TestContainersInALine(t *testing.T) {
	for _, container := range []string{">", "- ", "* ", "+ ", ": ", "1. ", "12) ", "\t>"} {
		if at := deepest([]byte(strings.Repeat(container, maxContainers) + "x")); at != 0 {
			t.Errorf("%q: %d are refused", container, maxContainers)
		}
		line := strings.Repeat(container, maxContainers+1) + "x"
		if at := deepest([]byte(line)); at < len(container)*maxContainers || at >= len(line) {
			t.Errorf("%q: %d are accepted, or refused at %d", container, maxContainers+1, at)
		}
	}
	for _, text := range []string{":x", "-x", "1x", "1.x", "12"} {
		if at := deepest([]byte(strings.Repeat(text, 2*maxContainers))); at != 0 {
			t.Errorf("%q is no container", text)
		}
	}
}
