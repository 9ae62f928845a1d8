// Package templates is the look of a site: templ components that take plain
// structs and write whole HTML documents, the words of the interface in every
// language, and the CSS and JavaScript that go with them (Assets).
//
// The structs hold what is already decided: links are resolved, dates are
// formatted, lists are cut to pages. A component chooses markup and nothing
// else. Every page is complete without JavaScript, and none needs more than
// the policy "script-src 'self'; style-src 'self'": there is no inline script,
// no style attribute and no event attribute.
//
// The package imports nothing of this module.
package templates

import (
	"bytes"
	"context"
)

// HTML is markup that is written as it is. Only the Markdown converter, the
// player's storyboard and the like make it; never a reader's or author's text.
type HTML []byte

// Layout is what every page has, whatever is on it.
type Layout struct {
	// Lang is a BCP 47 tag ("zh-CN"); Dir is "rtl" or empty.
	Lang, Dir string
	// Title is the page's own; SiteTitle is added to it where they differ.
	Title, SiteTitle string
	// Description is one or two sentences of plain text.
	Description string
	// Canonical is the page's absolute URL; empty where it has none (404).
	Canonical string
	// HomeHref is the home page in this language.
	HomeHref string
	// CSP is the policy for the meta element; empty for none.
	CSP string
	// Alternates are the page's translations, itself included.
	Alternates []Alternate
	// Menu is the site's main menu.
	Menu []Link
	// Breadcrumbs lead from the home page to the page's parent.
	Breadcrumbs []Link
	// Stylesheets and Scripts are hashed hrefs; scripts are ES modules. First is
	// a script that runs before anything is seen, PrintStyle is for paper.
	Stylesheets, Scripts []string
	First, PrintStyle    string
	// Feeds are announced in the head.
	Feeds []Feed
	// Zoom shows pictures over the page; it is zero where no picture of the page
	// leads to itself.
	Zoom Module
	// Reading is what helps those who read an article; it comes after the text.
	Reading Module
	// Search is zero on a site without search.
	Search SearchBox
	// OpenGraph is what a shared link shows.
	OpenGraph OpenGraph
	// OpenSearch is the href of what tells browsers how to search the site; empty
	// where there is none.
	OpenSearch string
	// JSONLD describes the page to search engines.
	JSONLD []LD
	// NoIndex keeps search engines away.
	NoIndex bool
	// Forms are the page in other forms, as its Markdown.
	Forms []Form
	// Footer closes the page.
	Footer Footer
	// Icon is the href of the site's icon; empty for none.
	Icon string
	// Generator names the program and its version.
	Generator string
	// Draft shows a banner: this page is not published yet.
	Draft bool
}

// Form is the page in another form: the media type, and the href.
type Form struct{ Type, Href string }

// Alternate is the page in one language.
type Alternate struct {
	// Lang is the BCP 47 tag, or "x-default".
	Lang string
	// Name is the language's name in itself ("English"). An alternate without
	// a name is for machines only.
	Name string
	// Href is absolute, for hreflang, and empty where the page has no such
	// translation; Path is for the language switch and leads somewhere always.
	Href, Path string
}

// Link is a place to go to.
type Link struct {
	Title, Href string
	// Current marks the page itself or, in a menu, the part that it is in.
	Current bool
}

// Feed is a way to follow the site.
type Feed struct {
	Title, Href string
	// Type is the media type, "application/atom+xml".
	Type string
}

// Module is a script that a page loads when it is needed, and its style sheet:
// hashed hrefs.
type Module struct {
	Script, Style string
}

// SearchBox says where the parts of the search module are. They are fetched when
// the reader presses the search button, and not before.
type SearchBox struct {
	// Index is the href of this language's index; empty for no search.
	Index string
	Module
}

// OpenGraph is the description of a page for those who share links to it.
type OpenGraph struct {
	// Type is "article" or "website".
	Type string
	// Image is absolute; empty for none. Sizes are in pixels, 0 if unknown.
	Image                   string
	ImageWidth, ImageHeight int
	ImageAlt                string
	// Published and Modified are RFC 3339; empty where unknown.
	Published, Modified string
}

// Footer is the foot of every page.
type Footer struct {
	// Copyright is a line of plain text; Author stands in where it is empty.
	Copyright, Author string
	// Links are for readers; Authors, on a quiet line of their own, for those who
	// write or follow the site.
	Links, Authors []Link
}

// Moment is a date for machines and for people. The zero Moment is not shown.
type Moment struct {
	// ISO is a date or an RFC 3339 time.
	ISO string
	// Text is the date as Words.Date writes it.
	Text string
}

// Picture is an image with its true size in pixels, so that nothing moves
// when it arrives.
type Picture struct {
	Src, Alt      string
	Width, Height int
	// Srcset and Sizes may be empty.
	Srcset, Sizes string
	// Sources are alternatives in other formats, the best first.
	Sources []PictureSource
	// IsScreen says that it shows a screen of ours, which a dark page may turn round.
	IsScreen bool
}

// PictureSource is one alternative of a picture.
type PictureSource struct {
	// Type is the media type: "image/webp".
	Type          string
	Srcset, Sizes string
}

// Card is a page as it appears in a list of pages.
type Card struct {
	Title, Href string
	// Excerpt is plain text.
	Excerpt string
	// Picture may be nil.
	Picture *Picture
	Date    Moment
	// Draft marks a page that is not published yet, in the list's language;
	// empty for others.
	Draft string
	// Rehearsal says that there is one, and how long it takes; empty without one.
	Rehearsal string

	ready HTML // see Ready
}

// Ready returns the card in a form that takes no time to render again, in
// lists whose headings are of this level, 2 or 3.
func (c Card) Ready(level int) Card {
	var b bytes.Buffer
	if err := card(c, level).Render(context.Background(), &b); err != nil {
		return c // whoever renders it gets the error
	}
	return Card{ready: b.Bytes()}
}

// Heading is an entry of a table of contents.
type Heading struct {
	// Level is 2 for h2 and so on.
	Level    int
	ID, Text string
}

// Source credits the one whom an article is owed to.
type Source struct {
	// Name is empty where nobody is credited; Href may be empty.
	Name, Href string
}

// Original is the page that another one translates.
type Original struct {
	// Title and Href may be empty. Lang is a BCP 47 tag.
	Title, Href, Lang string
}

// Article is a guide: a page made of an author's text.
type Article struct {
	Layout
	Heading string
	// Intro is what comes before the table of contents, Body the rest.
	Intro, Body HTML
	// Preparations are what readers need at hand, for each way that the article
	// tells.
	Preparations []Preparation
	// TOC is shown when it has at least two entries.
	TOC           []Heading
	Date, Updated Moment
	// Checked is when a person last compared the article with what it describes.
	Checked Moment
	// Newer is the original of which this is an older translation.
	Newer Original
	// Overdue tells whether it should have been compared again.
	Overdue bool
	Author  string
	Source  Source
	// Category may be zero.
	Category Link
	Tags     []Link
	// ReadingMinutes is shown when it is positive.
	ReadingMinutes int
	// Cover may be nil.
	Cover *Picture
	// Copyright holds the paragraphs of the copyright notice, plain text.
	Copyright []string
	// Prev and Next are the neighbours in the section; nil at its ends.
	Prev, Next *Link
	Related    []Card
	// EditHref and DiscussionHref are empty where the site offers neither.
	EditHref, DiscussionHref string
	// Comments may be zero.
	Comments Comments
	// Scan is a QR code for paper.
	Scan Code
}

// Preparation is what readers need at hand for one way. The link leads to it.
type Preparation struct {
	Link  Link
	Items []string
}

// Code is a QR code. It is zero for none.
type Code struct {
	// Address is what it holds.
	Address string
	// Path is the data of an SVG path that draws it, Box the view box of that.
	Path, Box string
}

// Comments are other people's: a script of another site that shows them. It is
// loaded when a reader asks for it. The page's policy has to allow its origin.
type Comments struct {
	// Host is whom the reader's browser will talk to, for people.
	Host string
	// Script is an absolute URL.
	Script string
	// Attributes are those of the script element, in order.
	Attributes []Attribute
}

// Attribute is an attribute of an element.
type Attribute struct{ Name, Value string }

// List is a page of pages: a section, or what carries a tag.
type List struct {
	Layout
	Heading string
	// Intro is the section's own text; it may be empty.
	Intro HTML
	// Sections are the parts of this section.
	Sections []Card
	Items    []Card
	Pager    Pager
}

// Pager says which of several pages a list page is.
type Pager struct {
	// Page counts from 1. A list with fewer than two Pages has no pager.
	Page, Pages int
	// Prev and Next are hrefs, empty at the ends.
	Prev, Next string
	// Links are some or all of the pages, in order; one with an empty Href
	// stands for those left out.
	Links []Link
}

// Terms is the list of all tags, or of all categories.
type Terms struct {
	Layout
	Heading string
	Terms   []Term
}

// Term is a tag or category with the number of pages that carry it.
type Term struct {
	Title, Href string
	Count       int
}

// Home is the first page of a language: what can I get done here?
type Home struct {
	Layout
	Heading string
	// Lead is plain text under the heading.
	Lead string
	// Body is the home page's own text; it may be empty. A list below a heading
	// of its second level is what one may have come for, and looks like it.
	Body HTML
	// Sections are shown with their articles, Others in a line each: what Body
	// leads to already, and what is not for all readers.
	Sections, Others []HomeSection
	// Latest are the newest articles, for a home that does not name all that
	// there are.
	Latest []Card
}

// HomeSection is a section and the first of its articles.
type HomeSection struct {
	Title, Href, Description string
	// Items have their excerpts where there are few of them.
	Items []Card
	// Total counts all articles of the section, Items included.
	Total int
}

// Search is the page of the search.
type Search struct {
	Layout
	// Box is the search of the page itself; that of the layout is zero.
	Box SearchBox
	// Sections are what there is to be found.
	Sections []HomeSection
}

// NotFound is the page for an address that leads nowhere. As it is served at
// any depth, its hrefs must not be relative to it.
type NotFound struct {
	Layout
	// Suggestions are places to go on from; they may be empty.
	Suggestions []Link
	// Gone is true at the address of a page that there was.
	Gone bool
}

// MovedPart leads on from where a part of a page was.
type MovedPart struct {
	// ID is that of the part.
	ID   string
	Link Link
}

// Redirect sends a reader from an old address to the new one.
type Redirect struct {
	Lang, Title string
	// To is the href, Canonical the absolute URL of the new address.
	To, Canonical string
	CSP           string
	Script        string // href
}
