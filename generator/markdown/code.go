package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"rehearse/demo/diag"
)

// codeOptions is what a fence says: ```go {title="main.go" hl=[1,3-5] lines}.
type codeOptions struct {
	language string
	title    string
	// marked are ranges of lines, both ends included, counted from 1.
	marked [][2]int
	// numbered shows line numbers.
	numbered bool
}

// codeOptionNames are the names that may stand between the braces.
var codeOptionNames = []string{"title", "hl", "lines"}

func renderFencedCode(p *page, node ast.Node) {
	n := node.(*ast.FencedCodeBlock)
	var o codeOptions
	if n.Info != nil {
		info := n.Info.Segment
		o = readCodeOptions(p, string(info.Value(p.source)), info.Start)
	}
	renderCode(p, n, o)
}

func renderIndentedCode(p *page, n ast.Node) { renderCode(p, n, codeOptions{}) }

// readCodeOptions reads the info string of a fence, which is at offset.
func readCodeOptions(p *page, info string, offset int) codeOptions {
	end := strings.IndexAny(info, " \t{")
	if end < 0 {
		return codeOptions{language: decoded([]byte(info))}
	}
	o := codeOptions{language: decoded([]byte(info[:end]))}
	open := strings.IndexByte(info, '{')
	if open < 0 {
		return o
	}
	for at := open + 1; ; {
		at += len(info[at:]) - len(strings.TrimLeft(info[at:], " \t,"))
		if at == len(info) {
			p.report(offset+at, diag.Warning, "bad-code-option", "the } that ends the options is missing", "")
			return o
		}
		if info[at] == '}' {
			return o
		}
		option := codeOption.FindStringSubmatch(info[at:])
		if option == nil || strings.HasPrefix(info[at+len(option[0]):], "=") {
			p.report(offset+at, diag.Warning, "bad-code-option", "this is not an option of a code block", `write {title="main.go" hl=[1,3-5] lines}`)
			return o
		}
		setCodeOption(p, &o, option[1], option[2]+option[3]+option[4], offset+at)
		at += len(option[0])
	}
}

// codeOption is name, name=value, name="value" or name=[value].
var codeOption = regexp.MustCompile(`^([^= \t,}]+)(?:=(?:"([^"]*)"|\[([^\]]*)\]|([^ \t}"\[][^ \t}]*)))?`)

func setCodeOption(p *page, o *codeOptions, name, value string, offset int) {
	switch name {
	case "title":
		o.title = value
	case "lines":
		o.numbered = true
	case "hl":
		ranges, ok := parseRanges(value)
		if !ok {
			p.report(offset, diag.Warning, "bad-code-option", fmt.Sprintf("%q is not a list of lines", diag.Shorten(value, 40)), "write hl=[1,3-5]")
		}
		o.marked = ranges
	default:
		p.report(offset, diag.Warning, "unknown-code-option", fmt.Sprintf("code blocks have no option %q", diag.Shorten(name, 40)),
			diag.DidYouMean(name, codeOptionNames, "known are "+strings.Join(codeOptionNames, ", ")))
	}
}

// parseRanges reads "1,3-5".
func parseRanges(s string) (ranges [][2]int, ok bool) {
	for part := range strings.SplitSeq(s, ",") {
		first, last, isRange := strings.Cut(strings.TrimSpace(part), "-")
		from, err := strconv.Atoi(first)
		if err != nil || from < 1 {
			return nil, false
		}
		to := from
		if isRange {
			if to, err = strconv.Atoi(last); err != nil || to < from {
				return nil, false
			}
		}
		ranges = append(ranges, [2]int{from, to})
	}
	return ranges, true
}

// renderCode renders a block of code with what a script needs to offer a copy
// button; the button shows itself only when there is a script.
func renderCode(p *page, n ast.Node, o codeOptions) {
	code := n.Lines().Value(p.source)
	checkMarked(p, n, o, bytes.Count(code, []byte{'\n'}))
	p.html(`<figure class="code">` + "\n")
	if o.title != "" {
		p.html("<figcaption>")
		p.write([]byte(o.title))
		p.html("</figcaption>\n")
		p.endBlock()
	}
	p.html(`<pre tabindex="0"`)
	if o.numbered {
		p.html(` class="numbered"`)
	}
	p.html("><code")
	if o.language != "" {
		p.attribute("class", "language-"+o.language)
	}
	p.html(">")
	lines := codeLines(code, o.language)
	var marked []bool
	if o.numbered || len(o.marked) > 0 {
		marked = o.markedLines(len(lines))
	}
	writeCode(p, lines, marked)
	p.html(`</code></pre>` + "\n" + `<button class="copy" type="button" hidden>` + p.words.copy + "</button>\n</figure>\n")
	p.text = append(p.text, code...)
	p.endBlock()
}

func checkMarked(p *page, n ast.Node, o codeOptions, lines int) {
	for _, r := range o.marked {
		if r[1] > lines {
			p.report(p.offset(n), diag.Warning, "bad-code-option", fmt.Sprintf("line %d is to be marked, but the last line of this code is %d", r[1], lines), "")
			return
		}
	}
}

// markedLines returns for each of so many lines whether it is highlighted.
func (o codeOptions) markedLines(lines int) []bool {
	opens := make([]int, lines+1) // ranges that open at a line, less those that end before it
	for _, r := range o.marked {
		if r[0] <= lines {
			opens[r[0]-1]++
			opens[min(r[1], lines)]--
		}
	}
	marked := make([]bool, lines)
	open := 0
	for i := range marked {
		open += opens[i]
		marked[i] = open > 0
	}
	return marked
}
