package templates

import (
	"encoding/json"
	"io"
	"strings"
)

// schemaOrg is the vocabulary of all documents here, https://schema.org.
const schemaOrg = "https://schema.org"

// ArticleLD describes an article to search engines. URLs are absolute, times
// RFC 3339; what is empty is left out.
type ArticleLD struct {
	Headline, Description, URL, Lang string
	Published, Modified              string
	Author, Publisher, Image         string
	// Source is the work's origin; SourceURL may be empty.
	Source, SourceURL string
	Keywords          []string
}

// Encode returns the JSON-LD document, a schema.org Article.
func (a ArticleLD) Encode() string {
	type document struct {
		node
		Headline      string   `json:"headline"`
		Description   string   `json:"description,omitempty"`
		URL           string   `json:"url,omitempty"`
		Main          string   `json:"mainEntityOfPage,omitempty"`
		Lang          string   `json:"inLanguage,omitempty"`
		Published     string   `json:"datePublished,omitempty"`
		Modified      string   `json:"dateModified,omitempty"`
		Image         string   `json:"image,omitempty"`
		Keywords      []string `json:"keywords,omitempty"`
		Author        *named   `json:"author,omitempty"`
		Publisher     *named   `json:"publisher,omitempty"`
		IsBasedOnWork *named   `json:"isBasedOn,omitempty"`
	}
	return encode(document{
		node: top("Article"), Headline: a.Headline, Description: a.Description, URL: a.URL, Main: a.URL,
		Lang: a.Lang, Published: a.Published, Modified: a.Modified, Image: a.Image, Keywords: a.Keywords,
		Author:        thing("Person", a.Author, ""),
		Publisher:     thing("Organization", a.Publisher, ""),
		IsBasedOnWork: thing("CreativeWork", a.Source, a.SourceURL),
	})
}

// WebSiteLD describes the site as a whole, for its home page.
type WebSiteLD struct {
	Name, Description, URL, Lang string
}

// Encode returns the JSON-LD document, a schema.org WebSite.
func (s WebSiteLD) Encode() string {
	type document struct {
		node
		Name        string `json:"name"`
		Description string `json:"description,omitempty"`
		URL         string `json:"url,omitempty"`
		Lang        string `json:"inLanguage,omitempty"`
	}
	return encode(document{top("WebSite"), s.Name, s.Description, s.URL, s.Lang})
}

// BreadcrumbsLD is the way from the home page to a page, the page included,
// with absolute URLs.
type BreadcrumbsLD []Link

// Encode returns the JSON-LD document, a schema.org BreadcrumbList.
func (b BreadcrumbsLD) Encode() string {
	type item struct {
		Type     string `json:"@type"`
		Position int    `json:"position"`
		Name     string `json:"name"`
		Item     string `json:"item,omitempty"`
	}
	type document struct {
		node
		Items []item `json:"itemListElement"`
	}
	d := document{node: top("BreadcrumbList"), Items: make([]item, 0, len(b))}
	for i, link := range b {
		d.Items = append(d.Items, item{"ListItem", i + 1, link.Title, link.Href})
	}
	return encode(d)
}

// HowToLD is a procedure of an article.
type HowToLD struct {
	Name, Lang string
	Steps      []StepLD
}

// StepLD is one step of a procedure.
type StepLD struct {
	Text string
	// URL leads to the step itself, absolute.
	URL string
}

// Encode returns the JSON-LD document, a schema.org HowTo.
func (h HowToLD) Encode() string {
	type step struct {
		Type     string `json:"@type"`
		Position int    `json:"position"`
		Text     string `json:"text"`
		URL      string `json:"url,omitempty"`
	}
	type document struct {
		node
		Name  string `json:"name"`
		Lang  string `json:"inLanguage,omitempty"`
		Steps []step `json:"step"`
	}
	d := document{node: top("HowTo"), Name: h.Name, Lang: h.Lang, Steps: make([]step, 0, len(h.Steps))}
	for i, s := range h.Steps {
		d.Steps = append(d.Steps, step{"HowToStep", i + 1, s.Text, s.URL})
	}
	return encode(d)
}

type node struct {
	Context string `json:"@context"`
	Type    string `json:"@type"`
}

func top(kind string) node {
	return node{schemaOrg, kind}
}

type named struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

func thing(kind, name, url string) *named {
	if name == "" {
		return nil
	}
	return &named{kind, name, url}
}

// encode drops the error because there can be none: what comes in is made of
// strings and numbers. encoding/json escapes <, > and &, so that no text can
// close the element that the document stands in.
func encode(document any) string {
	data, _ := json.Marshal(document)
	return string(data)
}

// writeJSONLD writes a document into a script element. A "<" can stand only
// inside a JSON string, where the escape means the same; documents that others
// encoded are thereby as safe as ours.
func writeJSONLD(w io.Writer, document string) error {
	for _, part := range [...]string{
		`<script type="application/ld+json">`, strings.ReplaceAll(document, "<", `\u003c`), `</script>`,
	} {
		if _, err := io.WriteString(w, part); err != nil {
			return err
		}
	}
	return nil
}
