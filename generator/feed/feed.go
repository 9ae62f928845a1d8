// Package feed writes what feed readers follow: Atom 1.0 (RFC 4287) and JSON
// Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
//
// Both come from one [Feed], and the same Feed gives the same bytes: the time
// that a feed was updated is that of its newest item, not that of the build. So
// a feed without items, or with items that nobody knows a time of, is none.
package feed

import "time"

// Feed is a list of articles, the newest first. All addresses are absolute.
type Feed struct {
	Title string
	// Summary says in a sentence what the feed is about; it may be empty.
	Summary string
	// Lang is the language of the feed, such as "zh-CN".
	Lang string
	// Home is the page that the feed belongs to. It is also the feed's
	// identity, and must not change.
	Home string
	// Self is where the feed itself is: another address for Atom than for JSON.
	Self string
	// Author of items that name none; without one, the title stands in, since
	// Atom demands an author.
	Author string
	// Items are at least one.
	Items []Item
}

// Item is one article.
type Item struct {
	// URL of the page; it is also the item's identity.
	URL     string
	Title   string
	Summary string
	Author  string
	// Published and Updated are when; one of them is known.
	Published, Updated time.Time
	Tags               []string
}

// changed is when an item last changed: readers expect a time of every item.
func (i Item) changed() time.Time {
	if i.Updated.After(i.Published) {
		return i.Updated
	}
	return i.Published
}

// updated is the time of the newest item.
func (f Feed) updated() time.Time {
	var newest time.Time
	for _, item := range f.Items {
		if t := item.changed(); t.After(newest) {
			newest = t
		}
	}
	return newest
}

// stamp writes a time as both formats want it: RFC 3339, here always in UTC,
// so that the time zone of the build does not show.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
