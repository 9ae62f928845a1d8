// Package pack makes one HTML file of an article that has everything in it: styles,
// scripts, pictures, and its rehearsals with their modules. It opens from a disk and
// needs no network.
//
// It works on the pages as they are published, so that nothing that makes pages has to
// know of it. Browsers run no modules and fetch no files for a page that is opened from
// a disk: scripts are classic ones within the page, and the modules of rehearsals are
// data: URLs.
package pack

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"mime"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Site is where a page comes from.
type Site struct {
	// Root is the path at which pages find the site, "/docs/", and Address where
	// others do, "https://example.org/docs/"; "" for a site that does not know.
	Root, Address string
	// Get returns a file by its path below the site's root.
	Get func(file string) ([]byte, error)
	// Scripts run at the end of the page, in this order.
	Scripts [][]byte
}

// page is one that is being packed.
type page struct {
	Site
	url, file string
	doc       *html.Node
	// styles are the style sheets that were asked for.
	styles []string
	// scriptHashes and styleHashes are those that the policy names.
	scriptHashes, styleHashes []string
	err                       error
}

// Page packs the page at a URL below the site's root, such as "guides/x/".
func Page(s Site, url string) ([]byte, error) {
	p := &page{Site: s, url: url, file: url + "index.html"}
	p.doc = p.parse(p.file)
	if p.err != nil {
		return nil, p.err
	}
	head, body := find(p.doc, isTag(atom.Head)), find(p.doc, isTag(atom.Body))
	for _, card := range all(p.doc, has("data-board")) {
		p.deal(card)
	}
	for _, n := range all(p.doc, func(n *html.Node) bool { return n.Type == html.ElementNode }) {
		p.carry(n)
	}
	for _, href := range p.styles {
		p.style(head, href, "")
	}
	for _, script := range s.Scripts {
		p.script(body, script)
	}
	head.InsertBefore(element(atom.Meta, "http-equiv", "Content-Security-Policy", "content", p.policy()), head.FirstChild.NextSibling)
	var b bytes.Buffer
	if err := html.Render(&b, p.doc); err != nil {
		return nil, err
	}
	return b.Bytes(), p.err
}

// policy lets the page run what is in it, and nothing else.
func (p *page) policy() string {
	return "default-src 'none'; script-src 'wasm-unsafe-eval'" + strings.Join(p.scriptHashes, "") +
		"; style-src" + strings.Join(p.styleHashes, "") +
		"; img-src data:; connect-src data:; base-uri 'none'; form-action 'none'"
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// parse reads a page of the site, with what is there for browsers without scripts.
func (p *page) parse(file string) *html.Node {
	doc, err := html.ParseWithOptions(bytes.NewReader(p.get(file)), html.ParseOptionEnableScripting(false))
	p.note(err)
	return doc
}

// get returns a file of the site.
func (p *page) get(file string) []byte {
	data, err := p.Get(file)
	p.note(err)
	return data
}

// note remembers the first error.
func (p *page) note(err error) {
	if p.err == nil {
		p.err = err
	}
}

// below returns the path below the site's root that an href leads to.
func (p *page) below(href string) (file string, ok bool) {
	file, ok = strings.CutPrefix(href, p.Root)
	return file, ok && !strings.HasPrefix(file, "/")
}

// data returns a file as a URL that has it.
func (p *page) data(href string) string {
	file, ok := p.below(href)
	if !ok {
		return href
	}
	kind := cmp.Or(map[string]string{".wasm": "application/wasm", ".webp": "image/webp"}[path.Ext(file)], mime.TypeByExtension(path.Ext(file)))
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(p.get(file))
}

// deal gives a card the screens that its own page has, one heading's level and one more
// lower, and names the scripts as the carried ones are.
func (p *page) deal(card *html.Node) {
	file, _ := p.below(attr(card, "data-board"))
	own := p.parse(file + "index.html")
	board, place := find(own, is("data-part", "board")), find(card, is("data-part", "board"))
	if p.err != nil || board == nil || place == nil {
		return
	}
	for _, n := range all(board, isTag(atom.H2)) {
		n.Data, n.DataAtom = "h4", atom.H4
	}
	board.Parent.RemoveChild(board)
	place.Parent.InsertBefore(board, place)
	place.Parent.RemoveChild(place)
	for _, link := range all(own, is("rel", "stylesheet")) {
		p.want(attr(link, "href"))
	}
	p.want(attr(card, "data-style"))
	remove(find(card, is("class", "rh-more")))
	for _, name := range []string{"data-board", "data-card", "data-style"} {
		set(card, name, "")
	}
	set(card, "data-module", p.data(attr(card, "data-module")))
	for name, script := range map[string]string{"data-script": "player", "data-help": "help", "data-values": "values"} {
		if attr(card, name) != "" {
			set(card, name, script)
		}
	}
}

// want adds a style sheet to those of the page.
func (p *page) want(href string) {
	if href != "" && !slices.Contains(p.styles, href) {
		p.styles = append(p.styles, href)
	}
}
