package feed

import (
	"bytes"
	"encoding/json"
)

// The objects of JSON Feed 1.1, in the order in which they are written.
type (
	jsonFeed struct {
		Version     string       `json:"version"`
		Title       string       `json:"title"`
		Description string       `json:"description,omitempty"`
		HomePageURL string       `json:"home_page_url"`
		FeedURL     string       `json:"feed_url"`
		Language    string       `json:"language,omitempty"`
		Authors     []jsonAuthor `json:"authors,omitempty"`
		Items       []jsonItem   `json:"items"`
	}
	jsonItem struct {
		ID    string `json:"id"`
		URL   string `json:"url"`
		Title string `json:"title,omitempty"`
		// A content must be there, if only as an empty string.
		ContentText string       `json:"content_text"`
		Summary     string       `json:"summary,omitempty"`
		Published   string       `json:"date_published,omitempty"`
		Modified    string       `json:"date_modified,omitempty"`
		Authors     []jsonAuthor `json:"authors,omitempty"`
		Tags        []string     `json:"tags,omitempty"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
	}
)

// JSON writes the feed as JSON Feed 1.1.
func JSON(f Feed) []byte {
	feed := jsonFeed{
		Version:     "https://jsonfeed.org/version/1.1",
		Title:       legal(f.Title),
		Description: legal(f.Summary),
		HomePageURL: f.Home,
		FeedURL:     f.Self,
		Language:    f.Lang,
		Authors:     authors(f.Author),
		Items:       []jsonItem{},
	}
	for _, item := range f.Items {
		feed.Items = append(feed.Items, object(item))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	// Neither the buffer nor structs of strings can fail to be encoded.
	_ = e.Encode(feed)
	return b.Bytes()
}

func object(item Item) jsonItem {
	o := jsonItem{
		ID:      item.URL,
		URL:     item.URL,
		Title:   legal(item.Title),
		Summary: legal(item.Summary),
		Authors: authors(item.Author),
	}
	o.ContentText = o.Summary
	if !item.Published.IsZero() {
		o.Published = stamp(item.Published)
	}
	if !item.Updated.IsZero() {
		o.Modified = stamp(item.Updated)
	}
	for _, tag := range item.Tags {
		o.Tags = append(o.Tags, legal(tag))
	}
	return o
}

func authors(name string) []jsonAuthor {
	if name == "" {
		return nil
	}
	return []jsonAuthor{{legal(name)}}
}
