package picture

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
)

// defaultWidth and defaultHeight are what browsers give a drawing that says
// nothing about its size (CSS Images 3, 5.3).
const defaultWidth, defaultHeight = 300, 150

// svgSize is how large browsers draw an SVG, in CSS pixels, by its width and
// height, and by the proportions of its view box for what these leave open.
func svgSize(attributes []xml.Attr) (width, height int) {
	var w, h, boxWidth, boxHeight float64
	for _, a := range attributes {
		switch a.Name.Local {
		case "width":
			w = pixels(a.Value)
		case "height":
			h = pixels(a.Value)
		case "viewBox":
			if box := strings.Fields(strings.ReplaceAll(a.Value, ",", " ")); len(box) == 4 {
				boxWidth, boxHeight = pixels(box[2]), pixels(box[3])
			}
		}
	}
	hasBox := boxWidth > 0 && boxHeight > 0
	switch {
	case w > 0 && h > 0:
	case hasBox && w > 0:
		h = w * boxHeight / boxWidth
	case hasBox && h > 0:
		w = h * boxWidth / boxHeight
	case hasBox:
		w, h = boxWidth, boxHeight
	default:
		w, h = orElse(w, defaultWidth), orElse(h, defaultHeight)
	}
	return whole(w), whole(h)
}

// largest is the largest length that is believed.
const largest = 1e6

func whole(f float64) int { return int(math.Round(min(max(f, 1), largest))) }

func orElse(f, otherwise float64) float64 {
	if f > 0 {
		return f
	}
	return otherwise
}

// unit is an absolute unit of CSS in pixels.
type unit struct {
	name   string
	pixels float64
}

var units = []unit{{"px", 1}, {"in", 96}, {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"pt", 96.0 / 72}, {"pc", 16}}

// pixels reads a length; what is relative to something else has no size here.
func pixels(s string) float64 {
	s = strings.TrimSpace(s)
	scale := 1.0
	for _, u := range units {
		if number, ok := strings.CutSuffix(s, u.name); ok {
			s, scale = strings.TrimSpace(number), u.pixels
			break
		}
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || !(f > 0 && f*scale <= largest) {
		return 0
	}
	return f * scale
}
