package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"rehearse/demo/diag"
)

// pictureAlone returns the picture that a paragraph consists of, or nil.
func pictureAlone(n ast.Node) *ast.Image {
	image, ok := n.FirstChild().(*ast.Image)
	if !ok || image.NextSibling() != nil {
		return nil
	}
	return image
}

// renderFigure renders a picture that is alone in its paragraph; its title
// becomes the caption. A large one leads to itself: a script shows it over the
// page, and without scripts the browser shows it alone.
func renderFigure(p *page, image *ast.Image) {
	p.html("<figure>\n")
	if p.destination(image.Destination).flow {
		renderScreen(p, image)
	} else if shown, alt, ok := findPicture(p, image); !ok {
		missingPicture(p, alt)
	} else if shown.Full != "" {
		p.html(`<a class="zoom"`)
		p.attribute("href", shown.Full)
		p.html(">")
		writePicture(p, shown, alt, "")
		p.html("</a>")
	} else {
		writePicture(p, shown, alt, "")
	}
	p.endBlock()
	if len(image.Title) > 0 {
		p.html("\n<figcaption>")
		p.write(image.Title)
		p.html("</figcaption>")
		p.endBlock()
	}
	p.html("\n</figure>\n")
}

// renderScreen renders a screen of a flow, which stands for a picture of it:
// ![alt](file.flow.yaml#screen).
func renderScreen(p *page, image *ast.Image) {
	dest := p.destination(image.Destination).text
	alt := describe(p, image)
	id := p.ids.unique("screen-" + flowName(dest))
	p.embed(EmbeddedScreen, image, dest, id, image.Destination)
	html, f := p.resolver.Screen(dest, alt, id, beside(p, image))
	p.reportFound(p.offset(image), f)
	if html == nil {
		missingPicture(p, alt)
		return
	}
	p.out = append(p.out, html...)
	p.limit += len(html)
}

// renderImage renders a picture within text.
func renderImage(p *page, n ast.Node) {
	image := n.(*ast.Image)
	if p.destination(image.Destination).flow {
		p.report(p.offset(image), diag.Error, "screen-in-text", "a screen of a flow cannot stand within a line of text",
			"give it a paragraph of its own, or name a screenshot of it")
		missingPicture(p, altText(p, image))
		return
	}
	shown, alt, ok := findPicture(p, image)
	if !ok {
		missingPicture(p, alt)
		return
	}
	writePicture(p, shown, alt, decoded(image.Title))
}

// findPicture resolves a picture.
func findPicture(p *page, n *ast.Image) (found Picture, alt string, ok bool) {
	alt = describe(p, n)
	found, ok = resolvePicture(p, n)
	p.pictures++
	return found, alt, ok
}

// describe returns what stands between a picture's brackets. It is there for
// readers who do not see the picture, so it is required.
func describe(p *page, n *ast.Image) string {
	alt := altText(p, n)
	if strings.TrimSpace(alt) == "" {
		p.report(p.offset(n), diag.Error, "missing-alt", "this picture has no description",
			"say between the brackets what it shows, for readers who cannot see it: ![the form, with the button circled](form.png)")
	}
	return alt
}

func missingPicture(p *page, alt string) {
	p.html(`<span class="missing-picture">`)
	p.out = appendEscaped(p.out, alt)
	p.html("</span>")
}

// altText returns a picture's description. It is text of the page, but not HTML.
func altText(p *page, n ast.Node) string {
	htmlStart, textStart := len(p.out), len(p.text)
	steps := p.steps
	p.steps = 0
	p.children(n)
	p.steps = steps
	p.out = p.out[:htmlStart]
	return string(bytes.TrimSpace(p.text[textStart:]))
}

func resolvePicture(p *page, n *ast.Image) (Picture, bool) {
	at, dest := p.offset(n), p.destination(n.Destination)
	switch dest.kind {
	case picture:
		return Picture{Src: dest.text}, true
	case local:
		p.embed(EmbeddedPicture, n, dest.text, "", n.Destination)
		picture, f := dest.resolvePicture(p.resolver, beside(p, n))
		p.reportFound(at, f)
		return picture, picture.Src != ""
	case remote:
		p.report(at, diag.Error, "remote-picture", "this picture is on another site, which would learn who reads the page",
			"save the picture beside the article and name it here")
	case fragment:
		p.report(at, diag.Error, "bad-picture", "a link to a part of a page is not a picture", "name a picture file")
	default:
		refuse(p, at, dest.text)
	}
	return Picture{}, false
}

// writePicture writes an <img>, in a <picture> where there are other formats.
// All but the first picture of a page wait until the reader comes near.
func writePicture(p *page, picture Picture, alt, title string) {
	if len(picture.Sources) > 0 {
		p.html("<picture>")
		for _, s := range picture.Sources {
			p.html("<source")
			p.attribute("type", s.Type)
			writeSizes(p, s.Srcset, s.Sizes)
			p.html(">")
		}
		defer p.html("</picture>")
	}
	p.html("<img")
	p.attribute("src", picture.Src)
	if picture.IsScreen {
		p.html(` class="screen"`)
	}
	writeSizes(p, picture.Srcset, picture.Sizes)
	p.attribute("alt", alt)
	if title != "" {
		p.attribute("title", title)
	}
	if picture.Width > 0 && picture.Height > 0 {
		p.attribute("width", strconv.Itoa(picture.Width))
		p.attribute("height", strconv.Itoa(picture.Height))
	}
	if p.pictures > 1 {
		p.html(` loading="lazy"`)
	}
	p.html(` decoding="async">`)
}

func writeSizes(p *page, srcset, sizes string) {
	if srcset != "" {
		p.attribute("srcset", srcset)
	}
	if sizes != "" {
		p.attribute("sizes", sizes)
	}
}
