package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// svgElements that can run code or bring foreign content when the file is
// opened on its own, from our own origin.
var svgElements = []string{"script", "foreignobject", "iframe", "object", "embed", "handler", "listener"}

// probeSVG reads the size of an SVG and refuses one that is more than a
// drawing: scripts, event handlers, references out of the file.
func probeSVG(name string, data []byte) (Info, *Fault) {
	d := xml.NewDecoder(bytes.NewReader(data))
	info, first := Info{Format: "svg"}, true
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && !first {
			return info, nil
		}
		if err != nil {
			return Info{}, &Fault{Rule: "picture-format", Message: fmt.Sprintf("%s is not a well-formed SVG: %v", name, err)}
		}
		switch t := token.(type) {
		case xml.StartElement:
			if first && !strings.EqualFold(t.Name.Local, "svg") {
				return Info{}, &Fault{Rule: "picture-format", Message: fmt.Sprintf("%s is not an SVG: its root is <%s>", name, t.Name.Local)}
			}
			if first {
				info.Width, info.Height = svgSize(t.Attr)
				first = false
			}
			if what := harm(t); what != "" {
				return Info{}, &Fault{
					Rule:    "picture-unsafe",
					Message: fmt.Sprintf("%s contains %s, which could run code in the reader's browser", name, what),
					Hint:    "export it as a plain SVG, or as PNG",
				}
			}
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				return Info{}, &Fault{Rule: "picture-unsafe", Message: name + " declares entities", Hint: "export it as a plain SVG"}
			}
		}
	}
}

// harm names what is dangerous about an element, or returns "".
func harm(e xml.StartElement) string {
	if slices.Contains(svgElements, strings.ToLower(e.Name.Local)) {
		return "<" + e.Name.Local + ">"
	}
	for _, a := range e.Attr {
		name := strings.ToLower(a.Name.Local)
		if strings.HasPrefix(name, "on") {
			return "the attribute " + a.Name.Local
		}
		value := strings.ToLower(strings.TrimSpace(a.Value))
		if name == "href" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/") {
			return "a reference to " + a.Value
		}
	}
	return ""
}

// svgSize reads width and height, or else the size of the view box.
func svgSize(attributes []xml.Attr) (width, height int) {
	var box []string
	for _, a := range attributes {
		switch a.Name.Local {
		case "width":
			width = pixels(a.Value)
		case "height":
			height = pixels(a.Value)
		case "viewBox":
			box = strings.Fields(strings.ReplaceAll(a.Value, ",", " "))
		}
	}
	if (width == 0 || height == 0) && len(box) == 4 {
		width, height = pixels(box[2]), pixels(box[3])
	}
	if width == 0 || height == 0 {
		return 0, 0
	}
	return width, height
}

// pixels reads a length in px or without unit; other units have no size here.
func pixels(s string) int {
	f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || f <= 0 || f > 1e6 {
		return 0
	}
	return int(math.Round(f))
}
