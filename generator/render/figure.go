package render

import (
	"strconv"
	"strings"

	"rehearse/demo/diag"
	"rehearse/generator/markdown"
	"rehearse/generator/picture"
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

// cover is the page's cover picture, nil for none.
func (r *Renderer) cover(p *site.Page, c *converted) *templates.Picture {
	target, s, ok := r.coverFor(p, c, picture.Figure)
	if !ok {
		return nil
	}
	f := figure(r.index, target, s)
	cover := &templates.Picture{Src: f.Src, Width: f.Width, Height: f.Height, Srcset: f.Srcset, Sizes: f.Sizes}
	for _, source := range f.Sources {
		cover.Sources = append(cover.Sources, templates.PictureSource(source))
	}
	return cover
}

// share gives a page that has a cover the picture that links to it show.
func (r *Renderer) share(g *templates.OpenGraph, p *site.Page, c *converted) {
	target, s, ok := r.coverFor(p, c, picture.Share)
	if !ok || s.Format == "svg" {
		return // those who show links draw no SVG
	}
	g.Image, g.ImageAlt = absolute(r.index, pictureHref(r.index, target, s.whole)), p.Title
	g.ImageWidth, g.ImageHeight = s.PixelWidth, s.PixelHeight
	if len(s.paths) > 0 {
		g.Image = absolute(r.index, r.index.Href("/"+s.paths[0]))
		g.ImageWidth, g.ImageHeight = s.set.Files[0].Width, s.set.Files[0].Height
	}
}

// coverFor finds a page's cover for a use. What is wrong with it is reported
// once, however often it is asked for.
func (r *Renderer) coverFor(p *site.Page, c *converted, use picture.Use) (site.Target, shown, bool) {
	if p.Cover == "" || c.badCover {
		return site.Target{}, shown{}, false
	}
	r.judgeCover(p, c)
	if c.badCover {
		return site.Target{}, shown{}, false
	}
	target, s, fault := c.resolver.findPicture(p, p.Cover, use)
	if target.File != "" && !c.hasCover {
		c.rendered.Pictures = append(c.rendered.Pictures, target.File)
		c.hasCover = true
	}
	if fault != nil {
		c.coverFault(r.index.CoverPlace(p), fault)
	}
	if fault != nil || c.resolver.err != nil {
		return target, s, false
	}
	return target, s, true
}

// judgeCover looks whether a cover that is a screenshot is up to date.
func (r *Renderer) judgeCover(p *site.Page, c *converted) {
	if p.Cover == "" || c.judged {
		return
	}
	c.judged = true
	if fault := c.resolver.shot(p.Cover); fault != nil {
		c.coverFault(r.index.CoverPlace(p), fault)
	}
	c.rendered.Flows = c.resolver.flows
}

// coverFault reports what is wrong with a cover.
func (c *converted) coverFault(problem diag.Problem, fault *diag.Problem) {
	problem.Severity, problem.Rule, problem.Message, problem.Hint = fault.Severity, fault.Rule, fault.Message, fault.Hint
	if fault.File == "" {
		c.rendered.Problems = append(c.rendered.Problems, problem)
	}
	c.badCover = c.badCover || fault.Severity == diag.Error
}

// cardPicture is the cover of a page in a list. What is wrong with it is told
// where the page itself is rendered.
func (r *Renderer) cardPicture(p *site.Page) *templates.Picture {
	if p.Cover == "" {
		return nil
	}
	v := resolver{Renderer: r, page: p}
	target, s, fault := v.findPicture(p, p.Cover, picture.Card)
	if fault != nil || v.err != nil {
		return nil
	}
	if len(s.paths) == 0 {
		return &templates.Picture{Src: pictureHref(r.index, target, s.whole), Width: s.Width, Height: s.Height}
	}
	card := &templates.Picture{
		Src: r.index.Href("/" + s.paths[0]), Width: s.set.Files[0].Width, Height: s.set.Files[0].Height,
	}
	if len(s.paths) > 1 {
		card.Srcset = card.Src + " 1x, " + r.index.Href("/"+s.paths[1]) + " 2x"
	}
	return card
}
