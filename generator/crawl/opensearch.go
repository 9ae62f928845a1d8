package crawl

import "encoding/xml"

// Searched is a search that can be asked by its address.
type Searched struct {
	Name, Summary string
	// Lang is a BCP 47 tag.
	Lang string
	// Page is the address of its page, which takes a query as "?q=".
	Page string
}

// The elements of OpenSearch 1.1 that browsers read, in the order in which they
// are written (https://github.com/dewitt/opensearch).
type (
	openSearch struct {
		XMLName     xml.Name      `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName   string        `xml:"ShortName"`
		LongName    string        `xml:"LongName"`
		Description string        `xml:"Description"`
		URL         openSearchURL `xml:"Url"`
		Language    string        `xml:"Language"`
		Encoding    string        `xml:"InputEncoding"`
	}
	openSearchURL struct {
		Type     string `xml:"type,attr"`
		Template string `xml:"template,attr"`
	}
)

// OpenSearch returns opensearch.xml, by which browsers offer the site's search
// in their address bar. The format bounds the lengths of names.
func OpenSearch(s Searched) []byte {
	description := s.Summary
	if description == "" {
		description = s.Name
	}
	data, err := xml.MarshalIndent(openSearch{
		ShortName: shortened(s.Name, 16), LongName: shortened(s.Name, 48), Description: shortened(description, 1024),
		URL:      openSearchURL{"text/html", escapeSpace(s.Page) + "?q={searchTerms}"},
		Language: s.Lang, Encoding: "UTF-8",
	}, "", "  ")
	if err != nil {
		panic(err) // strings alone can always be written
	}
	return append([]byte(xml.Header), append(data, '\n')...)
}

// shortened is at most n characters of a text.
func shortened(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return s
}
