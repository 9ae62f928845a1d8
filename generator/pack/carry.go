package pack

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// carry makes what an element refers to part of the page, or takes the element away
// that would be of no use there.
func (p *page) carry(n *html.Node) {
	switch n.DataAtom {
	case atom.Meta:
		if strings.EqualFold(attr(n, "http-equiv"), "Content-Security-Policy") || attr(n, "property") != "" || strings.HasPrefix(attr(n, "name"), "twitter:") {
			remove(n)
		}
	case atom.Link:
		p.link(n)
	case atom.Script:
		p.external(n)
	case atom.Picture, atom.Img:
		p.picture(n)
	case atom.A:
		p.anchor(n)
	case atom.Main:
		p.main(n)
	case atom.Button:
		if _, isSearch := lookUp(n, "data-search"); isSearch {
			remove(n) // there is nothing to search
		}
	}
}

// link carries style sheets and the icon. Other links lead to other forms of the page.
func (p *page) link(n *html.Node) {
	href := attr(n, "href")
	switch attr(n, "rel") {
	case "stylesheet":
		if n.Parent.DataAtom != atom.Noscript {
			p.style(n.Parent, href, attr(n, "media"))
			p.styles = without(p.styles, href)
		}
		remove(n)
	case "icon":
		set(n, "href", p.data(href))
	case "canonical":
	default:
		remove(n)
	}
}

// style puts the text of a style sheet at the end of the head.
func (p *page) style(head *html.Node, href, media string) {
	file, _ := p.below(href)
	text := string(p.get(file))
	n := element(atom.Style)
	if media != "" {
		set(n, "media", media)
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
	head.AppendChild(n)
	p.styleHashes = append(p.styleHashes, hashOf(text))
}

// external carries the script that runs first. Modules are among the site's scripts.
func (p *page) external(n *html.Node) {
	if file, ok := p.below(attr(n, "src")); ok && attr(n, "src") != "" && attr(n, "type") == "" {
		p.script(n.Parent, p.get(file))
	}
	remove(n)
}

func (p *page) script(parent *html.Node, text []byte) {
	n := element(atom.Script)
	n.AppendChild(&html.Node{Type: html.TextNode, Data: string(text)})
	parent.AppendChild(n)
	p.scriptHashes = append(p.scriptHashes, hashOf(string(text)))
}

// widest is the width up to which the forms of a picture are carried, in pixels.
const widest = 1100

// picture carries one form of a picture: the largest that pages show in the text.
func (p *page) picture(n *html.Node) {
	if n.DataAtom == atom.Img && n.Parent != nil && n.Parent.DataAtom == atom.Picture {
		return // with its picture
	}
	img := find(n, isTag(atom.Img))
	if n.DataAtom == atom.Img {
		img = n
	}
	if img == nil || attr(img, "src") == "" {
		return
	}
	src := attr(img, "src")
	for _, candidates := range append(all(n, isTag(atom.Source)), img) {
		if best := largest(attr(candidates, "srcset")); best != "" {
			src = best
			break
		}
	}
	for _, source := range all(n, isTag(atom.Source)) {
		remove(source)
	}
	set(img, "srcset", "")
	set(img, "sizes", "")
	set(img, "src", p.data(src))
}

// largest returns the address of the largest candidate of a srcset that is not wider
// than widest, or else of the first.
func largest(srcset string) string {
	best, most := "", 0
	for candidate := range strings.SplitSeq(srcset, ",") {
		address, width, _ := strings.Cut(strings.TrimSpace(candidate), " ")
		w, _ := strconv.Atoi(strings.TrimSuffix(width, "w"))
		if best == "" || w > most && w <= widest {
			best, most = address, w
		}
	}
	return best
}

// anchor makes a link lead to the site, or within the page; where nobody knows the site's
// address, it becomes text. A picture that is carried has no larger form.
func (p *page) anchor(n *html.Node) {
	href := attr(n, "href")
	file, isOwn := p.below(href)
	address, fragment, hasFragment := strings.Cut(file, "#")
	switch {
	case !isOwn:
	case address == p.url && hasFragment:
		set(n, "href", "#"+fragment)
	case attr(n, "class") == "zoom" || p.Address == "":
		for _, name := range []string{"href", "class", "target"} {
			set(n, name, "")
		}
	default:
		set(n, "href", p.Address+file)
	}
}

// main says to the scripts what is carried.
func (p *page) main(n *html.Node) {
	p.want(attr(n, "data-reading-style"))
	for _, name := range []string{"data-reading-style", "data-zoom", "data-zoom-style"} {
		set(n, name, "")
	}
	if attr(n, "data-reading") != "" {
		set(n, "data-reading", "reading")
	}
}
