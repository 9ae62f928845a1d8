package render

import (
	"rehearse/demo/diag"
	"rehearse/generator/markdown"
	"rehearse/generator/picture"
	"rehearse/generator/site"
	"rehearse/templates"
)

// cover is how a page shows its cover picture. It is zero where there is none to
// show, or none yet.
type cover struct {
	figure markdown.Picture
	// image is the whole address of the picture that links to the page show, of
	// the given size; it is empty where there is none.
	image         string
	width, height int
}

// picture is the cover as articles show it, nil for none.
func (c cover) picture() *templates.Picture {
	f := c.figure
	if f.Src == "" {
		return nil
	}
	p := &templates.Picture{Src: f.Src, Width: f.Width, Height: f.Height, Srcset: f.Srcset, Sizes: f.Sizes, IsScreen: f.IsScreen}
	for _, source := range f.Sources {
		p.Sources = append(p.Sources, templates.PictureSource(source))
	}
	return p
}

// share gives a page that has a cover the picture that links to it show.
func (c cover) share(g *templates.OpenGraph, title string) {
	if c.image != "" {
		g.Image, g.ImageAlt, g.ImageWidth, g.ImageHeight = c.image, title, c.width, c.height
	}
}

// cover makes the page's cover, and notes what it uses and what is wrong with it.
func (v *resolver) cover() cover {
	dest := v.page.Cover
	if dest == "" {
		return cover{}
	}
	u, fault, err := v.shot(dest, nil)
	isScreen := u.shot != nil
	v.note(u, err)
	if v.coverFault(fault) || err != nil {
		return cover{}
	}
	target, s, fault, err := v.picture(dest, picture.Share)
	if target.File != "" {
		u = use{pictures: []string{target.File}}
	}
	v.note(u, err)
	if v.coverFault(fault) || err != nil {
		return cover{}
	}
	c := shared(v.r.index, target, s)
	if v.page.Kind != site.Article {
		return c // lists show none
	}
	target, s, fault, err = v.picture(dest, picture.Figure)
	v.note(use{}, err)
	if !v.coverFault(fault) && err == nil {
		c.figure = figure(v.r.index, target, s)
		c.figure.IsScreen = isScreen
	}
	return c
}

// coverFault reports what is wrong with the page's cover, at the place where that
// is set, and reports whether it cannot be shown.
func (v *resolver) coverFault(fault *diag.Problem) bool {
	if fault == nil {
		return false
	}
	problem := v.r.index.CoverPlace(v.page)
	problem.Severity, problem.Rule, problem.Message, problem.Hint = fault.Severity, fault.Rule, fault.Message, fault.Hint
	if fault.File == "" {
		v.note(use{problems: []diag.Problem{problem}}, nil)
	}
	return fault.Severity == diag.Error
}

// shared is a cover for those who show links. They draw no SVG.
func shared(x *site.Index, target site.Target, s shown) (c cover) {
	if s.Format == "svg" {
		return c
	}
	c.image, c.width, c.height = absolute(x, pictureHref(x, target, s.whole)), s.PixelWidth, s.PixelHeight
	if len(s.paths) > 0 {
		c.image = absolute(x, x.Href("/"+s.paths[0]))
		c.width, c.height = s.set.Files[0].Width, s.set.Files[0].Height
	}
	return c
}

// cardPicture is the cover of a page in a list. What is wrong with it is
// reported where the page itself is rendered.
func (r *Renderer) cardPicture(p *site.Page) *templates.Picture {
	if p.Cover == "" {
		return nil
	}
	v := resolver{r: r, page: p}
	target, s, fault, err := v.picture(p.Cover, picture.Card)
	if fault != nil || err != nil {
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
