package markdown

import (
	"strings"
	"testing"

	"rehearse/demo/diag"
)

// A cursor says what counting from the top says, wherever it is asked to go.
func TestCursorGoesBack(t *testing.T) {
	text := []byte(strings.Repeat("公积金 x\n", 3000) + strings.Repeat("密码", 20_000) + "\nend")
	c := cursor{text: text, position: position{0, 1, 1}}
	for i := range 400 {
		offset := i * 7919 * 3 % (len(text) + 1)
		for offset < len(text) && text[offset]&0xC0 == 0x80 {
			offset++ // into a character, nobody points
		}
		line, col := c.at(offset)
		if wantLine, wantCol := diag.Position(text, offset); line != wantLine || col != wantCol {
			t.Fatalf("offset %d: %d:%d, want %d:%d", offset, line, col, wantLine, wantCol)
		}
	}
	if len(c.marks) == 0 || len(c.marks) > len(text)/markDistance {
		t.Errorf("%d marks", len(c.marks))
	}
}
