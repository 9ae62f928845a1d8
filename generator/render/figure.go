package render

import (
	"strconv"
	"strings"

	"rehearse/generator/markdown"
	"rehearse/generator/site"
	"rehearse/templates"
)

// zoomWidth and zoomHeight are how large a picture is, in CSS pixels, that
// fits on every screen: it need not be enlarged.
const zoomWidth, zoomHeight = 280, 400

// figure is how a page shows a picture.
func figure(x *site.Index, target site.Target, s shown) markdown.Picture {
	p := markdown.Picture{Src: pictureHref(x, target, s.whole), Width: s.Width, Height: s.Height}
	if s.Width > zoomWidth || s.Height > zoomHeight {
		p.Full = p.Src
	}
	choices := srcset(x, s)
	if choices == "" {
		return p
	}
	sizes := templates.FigureSizes(s.Width)
	widest := len(s.paths) - 1
	switch {
	case s.Format != "webp" && s.set.Files[widest].Format == "webp":
		// A browser that does not know the format shows the picture itself.
		p.Sources = []markdown.PictureSource{{Type: "image/webp", Srcset: choices, Sizes: sizes}}
	case s.set.Original:
		p.Srcset, p.Sizes = choices, sizes
	default:
		p.Src = x.Href("/" + s.paths[widest])
		p.Srcset, p.Sizes = choices, sizes
	}
	return p
}

// srcset lists what browsers may choose from; it is empty where there is no
// choice.
func srcset(x *site.Index, s shown) string {
	if len(s.paths) == 0 {
		return ""
	}
	var b strings.Builder
	for i, path := range s.paths {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(x.Href("/"+path) + " " + strconv.Itoa(s.set.Files[i].Width) + "w")
	}
	if s.set.Original {
		b.WriteString(", " + x.Href("/"+s.whole) + " " + strconv.Itoa(s.PixelWidth) + "w")
	}
	return b.String()
}

// pictureHref is the address of a picture itself: under a name that is made of
// its content, or where nothing is made of pictures, under its own.
func pictureHref(x *site.Index, target site.Target, whole string) string {
	if whole == "" {
		return x.Href(target.URL)
	}
	return x.Href("/" + whole)
}
