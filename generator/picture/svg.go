package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"rehearse/demo/diag"
)

// Dropped is something that was left out of an SVG.
type Dropped struct {
	Line, Col int
	// What is it, as a noun: "<script>".
	What string
}

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
)

// maxDepth is how deep elements may be nested; browsers have limits of their
// own, beyond which they draw nothing.
const maxDepth = 256

// openSVG reads the size of an SVG and writes the drawing anew, with nothing
// but what is known to be harmless.
func openSVG(name string, data []byte) (*Source, *diag.Problem) {
	if !utf8.Valid(data) {
		return nil, &diag.Problem{Rule: "picture-format", Message: name + " is not in UTF-8", Hint: "open it in a text editor and save it as UTF-8, or export it again"}
	}
	w := &svgWriter{decoder: xml.NewDecoder(bytes.NewReader(data)), uses: newUseCounter()}
	// Whatever encoding an old program has written into the first line, what is
	// valid as UTF-8 is UTF-8, or ASCII.
	w.decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	if fault := w.copy(name); fault != nil {
		return nil, fault
	}
	if w.uses.tooMany() {
		return nil, &diag.Problem{
			Rule: "picture-unsafe", Message: fmt.Sprintf("%s amounts to more than %d shapes, with all that it repeats: browsers would stall", name, maxUses),
			Hint: "export it as PNG, or in a simpler form",
		}
	}
	info := Info{Format: "svg", Width: w.width, Height: w.height, Density: 1}
	return &Source{
		Info: info, Dropped: w.dropped, name: name, clean: w.out.Bytes(), turn: upright, digest: sha256.Sum256(data),
	}, nil
}

// svgWriter copies an SVG, element by element. What it has no reason to keep,
// it leaves out.
type svgWriter struct {
	decoder       *xml.Decoder
	out           bytes.Buffer
	width, height int
	dropped       []Dropped
	uses          *useCounter
	// line and col are where the token began.
	line, col int
	// open are the elements that are open in the copy.
	open []string
}

// copy writes the root element and what is in it.
func (w *svgWriter) copy(name string) *diag.Problem {
	for done := false; ; {
		w.line, w.col = w.decoder.InputPos()
		token, err := w.decoder.Token()
		if errors.Is(err, io.EOF) && done {
			return nil
		}
		if err != nil {
			return malformed(name, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if len(w.open) == 0 && (t.Name.Local != "svg" || !inSVG(t.Name)) {
				return &diag.Problem{Rule: "picture-format", Message: fmt.Sprintf("%s is not an SVG: its root is <%s>", name, t.Name.Local), Hint: formats}
			}
			if len(w.open) == maxDepth {
				return &diag.Problem{Rule: "picture-unsafe", Message: fmt.Sprintf("%s nests more than %d elements", name, maxDepth), Hint: "export it as a plain SVG"}
			}
			if err := w.start(t); err != nil {
				return malformed(name, err)
			}
		case xml.EndElement:
			w.end()
			done = len(w.open) == 0
		case xml.CharData:
			if len(w.open) > 0 {
				w.text(string(t))
			}
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return &diag.Problem{Rule: "picture-unsafe", Message: name + " declares entities", Hint: "export it as a plain SVG"}
			}
		}
	}
}

func malformed(name string, err error) *diag.Problem {
	return &diag.Problem{
		Rule: "picture-format", Message: fmt.Sprintf("%s is not a well-formed SVG: %v", name, err),
		Hint: "export it again as a plain SVG, or as PNG",
	}
}

func inSVG(n xml.Name) bool { return n.Space == svgSpace || n.Space == "" }

// start copies the start tag of an element, or skips the whole element.
func (w *svgWriter) start(t xml.StartElement) error {
	if !inSVG(t.Name) || !svgElements[t.Name.Local] {
		if inSVG(t.Name) && t.Name.Local != "metadata" {
			w.drop("<" + t.Name.Local + ">")
		}
		return w.decoder.Skip()
	}
	if t.Name.Local == "style" {
		return w.style()
	}
	if target, ok := animated(t); ok && !svgAttributes[target] {
		w.drop("an animation of " + target)
		return w.decoder.Skip()
	}
	w.out.WriteString("<" + t.Name.Local)
	if len(w.open) == 0 {
		w.width, w.height = svgSize(t.Attr)
		w.out.WriteString(` xmlns="` + svgSpace + `" xmlns:xlink="` + xlinkSpace + `"`)
	}
	w.open = append(w.open, t.Name.Local)
	w.uses.enter(t.Name.Local)
	for _, a := range t.Attr {
		w.attribute(t.Name.Local, a)
	}
	w.out.WriteByte('>')
	return nil
}

// animated returns the attribute that an animating element changes.
func animated(t xml.StartElement) (target string, ok bool) {
	for _, a := range t.Attr {
		if a.Name.Local == "attributeName" {
			return a.Value, true
		}
	}
	return "", false
}

// end closes an element; one that is skipped has swallowed its own end.
func (w *svgWriter) end() {
	last := len(w.open) - 1
	w.out.WriteString("</" + w.open[last] + ">")
	w.open = w.open[:last]
	w.uses.leave()
}

// style copies a style sheet if all of it is harmless.
func (w *svgWriter) style() error {
	var sheet []byte
	for {
		token, err := w.decoder.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.CharData:
			sheet = append(sheet, t...)
		case xml.StartElement:
			if err := w.decoder.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			if !harmlessCSS(string(sheet)) {
				w.drop("a style sheet that loads something")
				return nil
			}
			w.out.WriteString("<style>")
			w.text(string(sheet))
			w.out.WriteString("</style>")
			return nil
		}
	}
}

// attribute copies an attribute that is known and whose value is harmless.
func (w *svgWriter) attribute(element string, a xml.Attr) {
	name, lower := a.Name.Local, strings.ToLower(a.Name.Local)
	switch {
	case strings.HasPrefix(lower, "on"):
		w.drop("the attribute " + name)
		return
	case name == "href" && (a.Name.Space == "" || a.Name.Space == xlinkSpace):
		if !harmlessReference(element, a.Value) {
			w.drop("a reference to " + diag.Shorten(a.Value, 60))
			return
		}
		if a.Name.Space != "" {
			name = "xlink:href"
		}
		w.uses.link(element, a.Value)
	case a.Name.Space == xmlSpace && (name == "space" || name == "lang"):
		name = "xml:" + name
	case a.Name.Space != "" || !svgAttributes[name]:
		return
	case !harmlessCSS(a.Value):
		w.drop("the attribute " + name + " that loads something")
		return
	case name == "id":
		w.uses.name(a.Value)
	default:
		w.uses.paint(a.Value)
	}
	w.out.WriteString(" " + name + `="`)
	w.text(a.Value)
	w.out.WriteByte('"')
}

// svgText escapes what XML gives a meaning to.
var svgText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func (w *svgWriter) text(s string) {
	_, _ = svgText.WriteString(&w.out, s) // a buffer takes everything
}

func (w *svgWriter) drop(what string) {
	w.dropped = append(w.dropped, Dropped{Line: w.line, Col: w.col, What: what})
}

// harmlessReference reports whether an href stays within the file. A drawing
// that is opened on its own is a page of this site.
func harmlessReference(element, value string) bool {
	value = strings.TrimSpace(value)
	if strings.HasPrefix(value, "#") {
		return true
	}
	if element != "image" && element != "feImage" {
		return false
	}
	for _, kind := range []string{"png", "jpeg", "gif", "webp"} {
		if strings.HasPrefix(strings.ToLower(value), "data:image/"+kind+";base64,") {
			return true
		}
	}
	return false
}

// harmlessCSS reports whether CSS loads nothing and runs nothing. Escapes, which
// could hide both, are not needed in drawings.
func harmlessCSS(s string) bool {
	if strings.IndexByte(s, '\\') >= 0 {
		return false
	}
	s = strings.ToLower(s)
	for _, bad := range []string{"@import", "image-set(", "image(", "src(", "expression(", "javascript:", "-moz-binding", "behavior:"} {
		if strings.Contains(s, bad) {
			return false
		}
	}
	for {
		_, after, found := strings.Cut(s, "url(")
		if !found {
			return true
		}
		if s = strings.TrimLeft(after, " \t\r\n\"'"); !strings.HasPrefix(s, "#") {
			return false
		}
	}
}
