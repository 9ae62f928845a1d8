package site

import "time"

// Kind is what a page is for.
type Kind int

const (
	// Article is a text of its own.
	Article Kind = iota
	// Section lists the articles and sections of a folder.
	Section
	// Home is the first page of a language.
	Home
)

// String returns "article", "section" or "home".
func (k Kind) String() string { return [...]string{"article", "section", "home"}[k] }

// Page is one page of the site. Pages are shared and must not be changed.
type Page struct {
	// Meta is what the page says about itself.
	*Meta
	// File is the path below the content folder, with slashes.
	File string
	Kind Kind
	// Lang is the code of the page's language.
	Lang string
	// URL is the path from the root of the site, unescaped, without the base
	// path, with a slash at both ends.
	URL string
	// Aliases are the other URLs from which readers are sent here: folders
	// end with a slash, files with ".html".
	Aliases []string
	// Implied is true for a section or a home that has no file of its own.
	Implied bool

	// number is its position among the pages of the Index that made it; others may
	// have another page there.
	number int
}

// Meta is what front matter, first heading and first paragraph say. Times are
// zero, and texts empty, where nothing is said.
type Meta struct {
	// Title is plain text.
	Title string
	// Description is plain text.
	Description string
	// Date is when the page was first published, LastMod when it was last
	// changed; before PublishDate and from ExpiryDate on it is left out.
	Date, LastMod, PublishDate, ExpiryDate time.Time
	// Verified is when a person last compared the page with what it describes, and
	// Review how often that has to be done; a section's holds for the pages in it.
	Verified time.Time
	Review   Period
	// Draft keeps the page out of the site.
	Draft bool
	// Weight orders pages within their section, light ones first; those
	// without any (0) come after those with one.
	Weight int
	// Slug replaces the last part of the URL.
	Slug string
	// Tags and Categories are as written, without repetitions.
	Tags, Categories []string
	Author           string
	// Source credits where the text comes from.
	Source Credit
	// Cover is the destination of the cover picture, as written; see
	// [Index.ResolveLink].
	Cover string
	// MayRehearse is false where the text surely embeds no flow: it names none.
	MayRehearse bool
	// TOC is false where the page wants no table of contents.
	TOC bool
	// Search is how much the page weighs in searches: 0 where it does not say,
	// and below 0 where it is not to be found; see [Index.SearchWeight].
	Search float64
}

// Credit names a source.
type Credit struct {
	Name string
	// URL is empty or begins with http:// or https://.
	URL string
}

// Updated is the day that readers should see as the page's last change:
// LastMod, or else Date.
func (m *Meta) Updated() time.Time {
	if !m.LastMod.IsZero() {
		return m.LastMod
	}
	return m.Date
}

// Resource is a file that is published as it is.
type Resource struct {
	// File is the path below the content folder.
	File string
	// URL is its path from the root of the site, unescaped.
	URL string
}

// LeftOut is a page that exists and is not part of the site.
type LeftOut struct {
	File string
	// URL is where the page would be.
	URL string
	// Reason completes a sentence: "is a draft".
	Reason string
}
