package markdown

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
)

// TestFlankingIsCommonMark compares every pair of neighbours that are not CJK
// with goldmark's own judgement, which passes the specification's examples.
func TestFlankingIsCommonMark(t *testing.T) {
	var neighbours []rune
	for r := rune(' '); r < 0x7f; r++ {
		if r != '*' && r != '_' {
			neighbours = append(neighbours, r)
		}
	}
	neighbours = append(neighbours, '\n', '\t', '\u00a0', 'é', 'я', '«', '»', '“', '”', '—', '€', '\u2003', '😀')
	for _, char := range []byte{'*', '_'} {
		for _, before := range neighbours {
			for _, after := range neighbours {
				line := utf8.AppendRune([]byte{char, char}, after)
				want := parser.ScanDelimiter(line, before, 1, emphasisParser{})
				canOpen, canClose := flanking(before, after, intraword(char, 2))
				if canOpen != want.CanOpen || canClose != want.CanClose {
					t.Errorf("%q%c%c%q: open %v close %v, CommonMark has %v %v", before, char, char, after, canOpen, canClose, want.CanOpen, want.CanClose)
				}
			}
		}
	}
}

// TestLatinIsCommonMark compares whole paragraphs without CJK characters. That
// our code says how long it is has nothing to do with emphasis.
func TestLatinIsCommonMark(t *testing.T) {
	plain := goldmark.New()
	random := rand.New(rand.NewPCG(1, 2))
	const alphabet = "**__ab .(é\\`"
	letters := []rune(alphabet)
	for range 5000 {
		text := []rune{'x'}
		for range 1 + random.IntN(24) {
			text = append(text, letters[random.IntN(len(letters))])
		}
		text = append(text, 'x')
		var want bytes.Buffer
		if err := plain.Convert([]byte(string(text)), &want); err != nil {
			t.Fatal(err)
		}
		doc, _ := convert(string(text), Options{})
		if got := strings.ReplaceAll(string(doc.HTML), `<code class="long">`, "<code>"); got != want.String() {
			t.Errorf("%q:\n got %s want %s", string(text), got, want.String())
		}
	}
}
