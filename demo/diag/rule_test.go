package diag

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestReadDeclarations(t *testing.T) {
	list, err := ReadDeclarations(fstest.MapFS{
		"rules/b-b.txt": {Data: []byte("Second.\n")},
		"rules/a-a.txt": {Data: []byte("A page\nhas no title.\n\n-- refused/zh/a.md --\nx\n-- accepted/zh/a.md --\n# x\n" +
			"-- refused/zh/a.png.base64 --\nAP\n8=\n-- refused.public/a.html --\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].Rule != "a-a" || list[1].Rule != "b-b" {
		t.Fatalf("read %+v", list)
	}
	d := list[0]
	if d.Finds != "A page has no title." {
		t.Errorf("it finds %q", d.Finds)
	}
	if c := d.Refused.Content; len(c) != 2 || c[1].Name != "zh/a.png" || string(c[1].Data) != "\x00\xff" {
		t.Errorf("refused: %+v", c)
	}
	if c := d.Accepted.Content; len(c) != 1 || string(c[0].Data) != "# x\n" {
		t.Errorf("accepted: %+v", c)
	}
	if p := d.Refused.Public; len(p) != 1 || p[0].Name != "a.html" {
		t.Errorf("published before: %+v", p)
	}
}

func TestReadDeclarationsRefuses(t *testing.T) {
	for text, says := range map[string]string{
		"-- zh/a.md --\n":               "is in none of",
		"-- refused/../a.md --\n":       "is in none of",
		"-- refused/a.png.base64 --\n!": "illegal base64",
	} {
		_, err := ReadDeclarations(fstest.MapFS{"rules/a.txt": {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), "rules/a.txt") {
			t.Errorf("%q: %v, want %q", text, err, says)
		}
	}
}
