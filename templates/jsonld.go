package templates

import (
	"context"
	"encoding/json"
	"io"

	"github.com/a-h/templ"
)

// schemaOrg is the vocabulary of all documents here, https://schema.org.
const schemaOrg = "https://schema.org"

// LD is a JSON-LD document that describes a page to search engines. URLs are
// absolute; what is empty is left out.
type LD interface {
	// document returns what encoding/json makes the document of.
	document() any
}

// kind begins every object; only a document as a whole has a context.
type kind struct {
	Context string `json:"@context,omitempty"`
	Type    string `json:"@type"`
}

// named is an object with a name.
type named struct {
	kind
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// newNamed returns nil where there is no name.
func newNamed(of, name, url string) *named {
	if name == "" {
		return nil
	}
	return &named{kind{Type: of}, name, url}
}

// ArticleLD describes an article, as a schema.org Article.
type ArticleLD struct {
	Headline, Description, URL, Lang string
	// Published and Modified are RFC 3339 times.
	Published, Modified      string
	Author, Publisher, Image string
	// Source is the work's origin; SourceURL may be empty.
	Source, SourceURL string
	Keywords          []string
}

func (a ArticleLD) document() any {
	return struct {
		kind
		Headline    string   `json:"headline"`
		Description string   `json:"description,omitempty"`
		URL         string   `json:"url,omitempty"`
		Page        string   `json:"mainEntityOfPage,omitempty"`
		Lang        string   `json:"inLanguage,omitempty"`
		Published   string   `json:"datePublished,omitempty"`
		Modified    string   `json:"dateModified,omitempty"`
		Image       string   `json:"image,omitempty"`
		Keywords    []string `json:"keywords,omitempty"`
		Author      *named   `json:"author,omitempty"`
		Publisher   *named   `json:"publisher,omitempty"`
		Source      *named   `json:"isBasedOn,omitempty"`
	}{
		kind{schemaOrg, "Article"}, a.Headline, a.Description, a.URL, a.URL, a.Lang, a.Published, a.Modified, a.Image, a.Keywords,
		newNamed("Person", a.Author, ""), newNamed("Organization", a.Publisher, ""), newNamed("CreativeWork", a.Source, a.SourceURL),
	}
}

// WebSiteLD describes the site as a whole, for its home page, as a schema.org
// WebSite.
type WebSiteLD struct {
	Name, Description, URL, Lang string
}

func (s WebSiteLD) document() any {
	return struct {
		kind
		Name        string `json:"name"`
		Description string `json:"description,omitempty"`
		URL         string `json:"url,omitempty"`
		Lang        string `json:"inLanguage,omitempty"`
	}{kind{schemaOrg, "WebSite"}, s.Name, s.Description, s.URL, s.Lang}
}

// BreadcrumbsLD is the path from the home page to a page, the page included, as
// a schema.org BreadcrumbList.
type BreadcrumbsLD []Link

func (b BreadcrumbsLD) document() any {
	type item struct {
		kind
		Position int    `json:"position"`
		Name     string `json:"name"`
		Item     string `json:"item,omitempty"`
	}
	items := make([]item, len(b))
	for i, link := range b {
		items[i] = item{kind{Type: "ListItem"}, i + 1, link.Title, link.Href}
	}
	return struct {
		kind
		Items []item `json:"itemListElement"`
	}{kind{schemaOrg, "BreadcrumbList"}, items}
}

// HowToLD is a procedure of an article, as a schema.org HowTo.
type HowToLD struct {
	Name, Lang string
	// URL is that of the article.
	URL   string
	Steps []StepLD
}

// StepLD is one step of a procedure; ID is that of its element in the article.
type StepLD struct{ Text, ID string }

func (h HowToLD) document() any {
	type step struct {
		kind
		Position int    `json:"position"`
		Text     string `json:"text"`
		URL      string `json:"url"`
	}
	steps := make([]step, len(h.Steps))
	for i, s := range h.Steps {
		steps[i] = step{kind{Type: "HowToStep"}, i + 1, s.Text, h.URL + "#" + s.ID}
	}
	return struct {
		kind
		Name  string `json:"name"`
		Lang  string `json:"inLanguage,omitempty"`
		Steps []step `json:"step"`
	}{kind{schemaOrg, "HowTo"}, h.Name, h.Lang, steps}
}

// jsonLD writes a document in a script element. Encoding/json escapes <, > and
// &, so that no text can close the element.
func jsonLD(ld LD) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		document, err := json.Marshal(ld.document())
		if err != nil {
			return err
		}
		_, err = io.WriteString(w, `<script type="application/ld+json">`+string(document)+`</script>`)
		return err
	})
}
