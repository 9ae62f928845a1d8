package shots

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed" // the style sheet
	"encoding/hex"
	"fmt"
	"html"
	"slices"
	"strings"

	"rehearse/demo/flow"
	"rehearse/demo/player"
)

// style is what a photograph adds to the look of a rehearsal.
//
//go:embed shots.css
var style string

// policy lets a document look as it does and load nothing.
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

// Document is what is photographed.
type Document struct {
	HTML []byte
	// Width and Height of the window are in CSS pixels; a Height of 0 is that of
	// the document.
	Width, Height int
	// Scale is how many pixels of the picture make one CSS pixel.
	Scale int
}

// Document makes the document that is photographed. It depends on nothing but
// the shot.
func (s Shot) Document() (Document, error) {
	size := s.size()
	shape := size.shape()
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"+
		"<meta http-equiv=\"Content-Security-Policy\" content=\"%s\"><style>%s\n%s\n%s</style></head><body class=\"shot-%s\">",
		html.EscapeString(s.Lang), policy, s.Style, style, s.calloutStyle(), size)
	for i, screen := range s.screens() {
		if err := s.still(&b, screen, i); err != nil {
			return Document{}, err
		}
	}
	b.WriteString("</body></html>\n")
	return Document{HTML: b.Bytes(), Width: shape.width, Height: shape.height, Scale: shape.scale}, nil
}

// screens are what the picture shows: the screen, and behind it on a cover the
// ones before and after it.
func (s Shot) screens() []*flow.Screen {
	if s.size() != Cover {
		return []*flow.Screen{s.Screen}
	}
	around := []*flow.Screen{s.Screen}
	walk := s.Route.ReadingOrder()
	i := slices.Index(walk, s.Screen)
	if i > 0 {
		around = append(around, walk[i-1])
	}
	if i+1 < len(walk) {
		around = append(around, walk[i+1])
	}
	return around
}

func (s Shot) still(b *bytes.Buffer, screen *flow.Screen, number int) error {
	fmt.Fprintf(b, "<div class=\"shot shot-%d\">", number)
	view := player.View{Flow: s.Flow, Route: s.Route, Lang: s.Lang, ID: fmt.Sprintf("s%d", number)}
	if err := player.Still(view, screen, "").Render(context.Background(), b); err != nil {
		return err
	}
	b.WriteString("</div>")
	return nil
}

// calloutStyle draws a numbered circle at each control that has a callout. The
// numbers are drawn by the style sheet alone, so that the screen is the same
// with and without them.
func (s Shot) calloutStyle() string {
	var b strings.Builder
	for i, c := range s.callouts() {
		name := "field"
		if c[0] == 'b' {
			name = "button"
		}
		fmt.Fprintf(&b, "[data-%s=\"%s\"]::before{content:\"%d\"}\n", name, c[1:], i+1)
	}
	return b.String()
}

// look is a hash of all that decides what the picture looks like, but for the
// fonts and the drawing of the browser.
func (s Shot) look() (string, error) {
	d, err := s.Document()
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	sum.Write(d.HTML)
	fmt.Fprintf(sum, "%d %d %d", d.Width, d.Height, d.Scale)
	return hex.EncodeToString(sum.Sum(nil)[:16]), nil
}
