package markdown

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"rehearse/demo/diag"
	"rehearse/demo/fact"
)

// factName returns the name of the fact that a destination names: it is the fragment
// of facts.yaml, wherever that is said to be, for there is only one.
func (d *destination) factName() (name string, ok bool) {
	file, name, _ := strings.Cut(d.text, "#")
	return name, d.kind == local && path.Base(file) == fact.File
}

// renderFact renders what is written as a link to a fact: its text, which must be the
// fact's value. There is nothing to lead to.
func renderFact(p *page, n *ast.Link, name string) {
	at, start := p.offset(n), len(p.text)
	p.inFact++
	p.children(n)
	p.inFact--
	p.doc.Facts = append(p.doc.Facts, FactLink{Start: at, Dest: p.span(n.Destination)})
	f := p.facts.Find(name)
	if f == nil {
		unknown := p.facts.Unknown(name)
		p.reportFound(at, &unknown)
		return
	}
	is, want := strings.Join(strings.Fields(string(p.text[start:])), " "), f.For(p.lang)
	if is != want && want != "" {
		p.report(at, diag.Error, "fact-differs", fmt.Sprintf("this says %q, and the fact %s is %q", diag.Shorten(is, 60), name, diag.Shorten(want, 60)),
			fmt.Sprintf("write [%s](%s#%s), or correct %s", want, fact.File, name, fact.File))
	}
}

// minBare is how many characters a value has at least that is looked for in texts: a
// limit such as 8 stands for many things.
const minBare = 4

// bareFact is a value to look for.
type bareFact struct {
	name  string
	value []byte
}

// bareFacts are the values that are looked for in texts.
func bareFacts(facts fact.Facts, lang string) []bareFact {
	var list []bareFact
	for i := range facts {
		if v := facts[i].For(lang); utf8.RuneCountInString(v) >= minBare {
			list = append(list, bareFact{facts[i].Name, []byte(v)})
		}
	}
	return list
}

// checkFacts hints at values of facts that are written without their links.
func checkFacts(p *page, n *ast.Text) {
	if p.inFact > 0 || p.links > 0 {
		return
	}
	text := n.Segment.Value(p.source)
	for _, f := range p.bare {
		for at := 0; ; {
			i := bytes.Index(text[at:], f.value)
			if i < 0 {
				break
			}
			at += i
			if end := at + len(f.value); isApart(text, at, end) && !p.problems.Full("bare-fact", diag.Note) {
				p.report(n.Segment.Start+at, diag.Note, "bare-fact", fmt.Sprintf("this is the fact %s: without a link, nobody finds it when that changes", f.name),
					fmt.Sprintf("write [%s](%s#%s)", f.value, fact.File, f.name))
			}
			at += len(f.value)
		}
	}
}

// isApart tells whether a part of a text is no part of a longer word or number.
func isApart(text []byte, start, end int) bool {
	return (start == 0 || !isWordByte(text[start]) || !isWordByte(text[start-1])) && (end == len(text) || !isWordByte(text[end-1]) || !isWordByte(text[end]))
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-'
}
