package markdown

import (
	"fmt"

	"rehearse/demo/diag"
)

// Limits of what is parsed at all. They are far above what anybody writes and
// far below where the parser, whose time grows with the square of some of
// these, becomes slow.
const (
	// maxSource is the longest article, in bytes.
	maxSource = 4 << 20
	// maxContainers is how many list items and quotations may open in a line.
	maxContainers = 100
	// maxMarks is how many delimiters of one kind a block may have.
	maxMarks = 10_000
)

// tooComplex reports an article that would take the parser too long. It is a
// single pass over the bytes.
func (p *page) tooComplex() bool {
	body := p.source[p.body:]
	if len(body) > maxSource {
		p.report(p.body, diag.Error, "too-large", fmt.Sprintf("this article is longer than %d MB", maxSource>>20), "divide it")
		return true
	}
	var marks [256]int
	for start := 0; start < len(body); {
		end := start
		blank := true
		for end < len(body) && body[end] != '\n' {
			c := body[end]
			if isMark[c] {
				if marks[c]++; marks[c] > maxMarks {
					p.report(p.body+end, diag.Error, "too-complex", fmt.Sprintf("this block has more than %d of %q", maxMarks, c), "divide it with blank lines")
					return true
				}
			}
			blank = blank && c <= ' '
			end++
		}
		if blank {
			clear(marks[:])
		} else if at := deepest(body[start:end]); at > 0 {
			p.report(p.body+start+at, diag.Error, "nesting", fmt.Sprintf("more than %d lists or quotations begin in one line", maxContainers), "write it flatter")
			return true
		}
		start = end + 1
	}
	return false
}

// isMark are the bytes that make the parser look back or ahead.
var isMark = [256]bool{'*': true, '_': true, '~': true, '[': true, ']': true, '<': true, '`': true, '!': true}

// deepest returns where in a line the container beyond the last allowed one
// begins, 0 for none.
func deepest(line []byte) int {
	count := 0
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c == ' ' || c == '\t':
			i++
			continue
		case c == '>':
			i++
		case (c == '-' || c == '*' || c == '+' || c == ':') && spaceAt(line, i+1):
			i++
		default:
			n := i
			for n < len(line) && line[n] >= '0' && line[n] <= '9' {
				n++
			}
			if n == i || n >= len(line) || line[n] != '.' && line[n] != ')' || !spaceAt(line, n+1) {
				return 0
			}
			i = n + 1
		}
		if count++; count > maxContainers {
			return i - 1
		}
	}
	return 0
}

func spaceAt(line []byte, i int) bool {
	return i >= len(line) || line[i] == ' ' || line[i] == '\t'
}
