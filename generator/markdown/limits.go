package markdown

import (
	"bytes"
	"fmt"

	"rehearse/demo/diag"
)

// Limits of what is parsed at all. They are far above what anybody writes and
// far below where the parser, whose time grows with the square of some of
// these, becomes slow.
const (
	// maxSource is the longest article, in bytes.
	maxSource = 1 << 20
	// maxContainers is how many list items and quotations may open in a line.
	maxContainers = 100
	// maxMarks is how many delimiters of one kind a block may have.
	maxMarks = 10_000
	// maxFootnotes is how many definitions of footnotes and references to them
	// an article may have.
	maxFootnotes = 5_000
	// maxCells is how many cells a table may have, those included that are
	// missing in a row and would be filled in.
	maxCells = 200_000
)

// tooComplex reports an article that would take the parser too long. It
// takes a few passes over the bytes.
func tooComplex(p *page) bool {
	body := p.source[p.body:]
	if len(body) > maxSource {
		p.report(p.body, diag.Error, "too-complex", fmt.Sprintf("this article is longer than %d MB", maxSource>>20), "split it into several articles")
		return true
	}
	if bytes.Count(body, []byte("[^")) > maxFootnotes {
		p.report(p.body, diag.Error, "too-complex", fmt.Sprintf("this article has more than %d footnotes", maxFootnotes), "split it into several articles")
		return true
	}
	simple := isSimple(body)
	var b blockStatistics
	for start := 0; start < len(body); {
		line := body[start:]
		if end := bytes.IndexByte(line, '\n'); end >= 0 {
			line = line[:end]
		}
		if at := deepest(line); at > 0 {
			p.report(p.body+start+at, diag.Error, "nesting", fmt.Sprintf("more than %d lists or quotations begin in one line", maxContainers), "nest less deeply")
			return true
		}
		if !simple {
			if at, what := b.add(line); what != "" {
				p.report(p.body+start+at, diag.Error, "too-complex", "this block has more than "+what, "split it with blank lines")
				return true
			}
		}
		start += len(line) + 1
	}
	return false
}

// isSimple reports of nearly every article, quickly, that it is within the limits
// of a block even if it were a single one.
func isSimple(body []byte) bool {
	for _, c := range []byte("*_~[]<`!") {
		if bytes.Count(body, []byte{c}) > maxMarks {
			return false
		}
	}
	lines, pipes := bytes.Count(body, []byte{'\n'})+1, bytes.Count(body, []byte{'|'})
	return lines*(pipes+1) <= maxCells
}

// blockStatistics count what is in the lines since the last blank one.
type blockStatistics struct {
	marks   [256]int
	columns int // of the widest table
	cells   int
}

// add counts a line. Where a limit is passed it says where and which.
func (b *blockStatistics) add(line []byte) (at int, what string) {
	blank, delimiter, pipes := true, true, 0
	for i, c := range line {
		switch class[c] {
		case mark:
			if b.marks[c]++; b.marks[c] > maxMarks {
				return i, fmt.Sprintf("%d of %q", maxMarks, c)
			}
			blank, delimiter = false, false
		case pipe:
			pipes++
			blank = false
		case ruler:
			blank = false
		case other:
			blank, delimiter = false, false
		}
	}
	if blank {
		*b = blockStatistics{}
		return 0, ""
	}
	if delimiter {
		b.columns = max(b.columns, pipes+1)
	}
	if b.columns > 1 {
		if b.cells += b.columns; b.cells > maxCells {
			return 0, fmt.Sprintf("%d table cells", maxCells)
		}
	}
	return 0, ""
}

// byteClass says what a byte can be a part of.
type byteClass uint8

const (
	other byteClass = iota
	space
	mark  // makes the parser look back or ahead
	pipe  // divides table cells
	ruler // with pipes, the line below a table's head; with >, in a quotation
)

var class = [256]byteClass{
	' ': space, '\t': space,
	'*': mark, '_': mark, '~': mark, '[': mark, ']': mark, '<': mark, '`': mark, '!': mark,
	'|': pipe, '-': ruler, ':': ruler, '>': ruler,
}

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
