package markdown

import "testing"

func TestClassify(t *testing.T) {
	for dest, want := range map[string]destinationKind{
		"a.md": local, "/a/b.md#c": local, "../x?y:z": local, "./a:b": local, "": local, "a b.md": local, "/": local,
		"foo):": local, "密码:a": local, "1a:b": local, ":a": local, "a+b.c-1:d": refused,
		"#x": fragment, " #x": fragment,
		"http://x": remote, "HTTPS://x": remote, "mailto:a@b": remote, "tel:12329": remote,
		"data:image/png;base64,A": picture, "DATA:image/JPEG;base64,A": picture,
		"data:image/svg+xml;base64,A": refused, "data:text/html,x": refused, "data:,x": refused, "data:image/png;": refused,
		"javascript:x": refused, " javascript:x": refused, "JAVASCRIPT:x": refused, "java\nscript:x": refused, "\x01javascript:x": refused,
		"vbscript:x": refused, "file:///x": refused, "blob:x": refused, "C:\\x": refused,
		"//x": refused, "/\\x": refused, "\\\\x": refused, "\\/x": refused, " //x": refused, "／／x": local,
	} {
		if got := classify(dest); got != want {
			t.Errorf("%q: %d, want %d", dest, got, want)
		}
	}
}
