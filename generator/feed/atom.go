package feed

import (
	"bytes"
	"encoding/xml"
)

// The elements of RFC 4287, in the order in which they are written.
type (
	atomFeed struct {
		XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang     string      `xml:"xml:lang,attr,omitempty"`
		ID       string      `xml:"id"`
		Title    string      `xml:"title"`
		Subtitle string      `xml:"subtitle,omitempty"`
		Updated  string      `xml:"updated"`
		Author   atomPerson  `xml:"author"`
		Links    []atomLink  `xml:"link"`
		Entries  []atomEntry `xml:"entry"`
	}
	atomEntry struct {
		ID         string         `xml:"id"`
		Title      string         `xml:"title"`
		Links      []atomLink     `xml:"link"`
		Published  string         `xml:"published,omitempty"`
		Updated    string         `xml:"updated"`
		Author     *atomPerson    `xml:"author"`
		Categories []atomCategory `xml:"category"`
		Summary    string         `xml:"summary,omitempty"`
	}
	atomPerson struct {
		Name string `xml:"name"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	atomCategory struct {
		Term string `xml:"term,attr"`
	}
)

// Atom writes the feed as Atom 1.0.
func Atom(f Feed) []byte {
	feed := atomFeed{
		Lang:     f.Lang,
		ID:       f.Home,
		Title:    legal(f.Title),
		Subtitle: legal(f.Summary),
		Updated:  stamp(f.updated()),
		Author:   atomPerson{legal(f.author())},
		Links: []atomLink{
			{"alternate", "text/html", f.Home},
			{"self", "application/atom+xml", f.Self},
		},
	}
	for _, item := range f.Items {
		feed.Entries = append(feed.Entries, entry(item))
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	// Neither the buffer nor structs of strings can fail to be encoded.
	_ = e.Encode(feed)
	b.WriteByte('\n')
	return b.Bytes()
}

func entry(item Item) atomEntry {
	e := atomEntry{
		ID:      item.URL,
		Title:   legal(item.Title),
		Links:   []atomLink{{"alternate", "text/html", item.URL}},
		Updated: stamp(item.changed()),
		Summary: legal(item.Summary),
	}
	if !item.Published.IsZero() {
		e.Published = stamp(item.Published)
	}
	if item.Author != "" {
		e.Author = &atomPerson{legal(item.Author)}
	}
	for _, tag := range item.Tags {
		e.Categories = append(e.Categories, atomCategory{legal(tag)})
	}
	return e
}

// author is the feed's, or what stands in for one.
func (f Feed) author() string {
	if f.Author != "" {
		return f.Author
	}
	return f.Title
}
