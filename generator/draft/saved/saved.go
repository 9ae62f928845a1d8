// Package saved reads the forms of pages that a browser saved: as HTML, with the
// folder beside it, or as MHTML.
//
// It reads what the page says about its form, and never what is in it: no value,
// no choice that was made, no hidden field, no script, no cookie. Long numbers are
// left out of whatever it reads, since a page may show whose it was.
package saved

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"path"
	"regexp"
	"strings"

	"encoding/base64"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"rehearse/demo/source"
	"rehearse/generator/draft"
)

const (
	// maxPage is the longest file that is read, in bytes: MHTML holds pictures.
	maxPage = 64 << 20
	// maxFrames is how many frames of a page are read.
	maxFrames = 16
	// maxNodes bounds what is looked at of a page.
	maxNodes = 500_000
)

// Page is what a saved page says.
type Page struct {
	// Title is the page's, or that of the flow where it is one of our own.
	Title string
	// Address is the site that it came from, without a path; "" where it is not told.
	Address string
	// Phone says that its screens are drawn as an app's.
	Phone bool
	// Screens are one for a page of others, and all of a rehearsal of ours.
	Screens []*draft.Screen
}

// Read reads a saved page. The error says what is wrong with the file.
func Read(fsys fs.FS, file string) (*Page, error) {
	raw, err := source.ReadFile(fsys, file, maxPage)
	if err != nil {
		return nil, err
	}
	s := &store{fsys: fsys, base: file}
	root := []byte(nil)
	contentType := "text/html"
	if isMHTML(file, raw) {
		if root, contentType, err = s.unpack(raw); err != nil {
			return nil, fmt.Errorf("%s is no MHTML that can be read: %w", file, err)
		}
	} else {
		root, s.address = raw, savedFrom(raw)
	}
	node, err := parse(root, contentType)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	p := &Page{Address: s.address}
	if board := find(node, isBoard); board != nil {
		p.rehearsal(board)
	} else {
		p.form(s, node)
	}
	return p, nil
}

// store is where the frames of a page are.
type store struct {
	fsys fs.FS
	base string
	// parts are those of an MHTML file, by their addresses.
	parts   map[string]part
	address string
	frames  int
}

type part struct {
	contentType string
	data        []byte
}

func isMHTML(file string, raw []byte) bool {
	head := bytes.ToLower(raw[:min(len(raw), 2048)])
	ext := strings.ToLower(path.Ext(file))
	return ext == ".mht" || ext == ".mhtml" || bytes.Contains(head, []byte("multipart/related")) && !bytes.HasPrefix(bytes.TrimSpace(head), []byte("<"))
}

// unpack returns the page of an MHTML file, and keeps the parts for its frames.
func (s *store) unpack(raw []byte) (root []byte, contentType string, err error) {
	message, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return nil, "", err
	}
	s.address = draft.Site(message.Header.Get("Snapshot-Content-Location"))
	_, parameters, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		return nil, "", err
	}
	s.parts = make(map[string]part)
	reader := multipart.NewReader(message.Body, parameters["boundary"])
	for {
		p, err := reader.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, "", err
		}
		one := part{contentType: p.Header.Get("Content-Type")}
		if !strings.HasPrefix(one.contentType, "text/html") {
			continue
		}
		if one.data, err = io.ReadAll(decoded(p.Header.Get("Content-Transfer-Encoding"), p)); err != nil {
			return nil, "", err
		}
		s.parts[p.Header.Get("Content-Location")] = one
		if id := strings.Trim(p.Header.Get("Content-ID"), "<>"); id != "" {
			s.parts["cid:"+id] = one
		}
		if root == nil {
			root, contentType = one.data, one.contentType
		}
	}
	if root == nil {
		return nil, "", fmt.Errorf("it has no page")
	}
	return root, contentType, nil
}

func decoded(encoding string, r io.Reader) io.Reader {
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		return quotedprintable.NewReader(r)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, r)
	}
	return r
}

// frame returns the page of a frame, or nil.
func (s *store) frame(n *html.Node) *html.Node {
	if s.frames++; s.frames > maxFrames {
		return nil
	}
	if inner := attribute(n, "srcdoc"); inner != "" {
		page, _ := parse([]byte(inner), "text/html; charset=utf-8")
		return page
	}
	src := attribute(n, "src")
	if p, ok := s.parts[src]; ok {
		page, _ := parse(p.data, p.contentType)
		return page
	}
	u, err := url.Parse(src)
	if err != nil || u.IsAbs() || u.Path == "" || s.parts != nil {
		return nil
	}
	name := path.Join(path.Dir(s.base), u.Path)
	raw, err := source.ReadFile(s.fsys, name, maxPage)
	if err != nil {
		return nil
	}
	page, _ := parse(raw, "text/html")
	return page
}

func parse(raw []byte, contentType string) (*html.Node, error) {
	r, err := charset.NewReader(bytes.NewReader(raw), contentType)
	if err != nil {
		return nil, err
	}
	return html.Parse(r)
}

// savedComment is what browsers write at the top of a page that they save.
var savedComment = regexp.MustCompile(`<!-- saved from url=\(\d+\)(\S+) -->`)

func savedFrom(raw []byte) string {
	found := savedComment.FindSubmatch(raw[:min(len(raw), 4096)])
	if found == nil {
		return ""
	}
	return draft.Site(string(found[1]))
}
