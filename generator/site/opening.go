package site

import (
	"bytes"
	"unicode/utf8"

	"rehearse/demo/diag"
	"rehearse/demo/language"
)

// Openings are the first paragraphs of pages that are only begun: they ask the
// author for what is to stand there, and are no description for readers.
const (
	openArticle   = "Say in a sentence or two whom this article helps, and to do what."
	openSection   = "Say in a sentence or two what is found in this section."
	openArticleZh = "用一两句话说明：这篇文章帮谁，办成什么事。"
	openSectionZh = "用一两句话说明：这一栏里有什么。"
)

// Opening is the first paragraph of a page of that kind and language that
// somebody begins. A page that is published with it is told of.
func Opening(kind Kind, lang string) string {
	switch chinese := language.IsChinese(lang); {
	case chinese && kind == Section:
		return openSectionZh
	case chinese:
		return openArticleZh
	case kind == Section:
		return openSection
	}
	return openArticle
}

// findOpening warns of a page that still begins with its opening, below a heading
// or not, and takes it for no description. Who has begun a draft need not be told.
func (e *entry) findOpening(text []byte, body int) {
	rest := bytes.TrimLeft(text[body:], " \t\n")
	if bytes.HasPrefix(rest, []byte("# ")) {
		_, rest, _ = bytes.Cut(rest, []byte{'\n'})
		rest = bytes.TrimLeft(rest, " \t\n")
	}
	for _, opening := range [...]string{openArticle, openSection, openArticleZh, openSectionZh} {
		if !bytes.HasPrefix(rest, []byte(opening)) {
			continue
		}
		if e.meta.Description == opening {
			e.meta.Description = ""
		}
		if !e.meta.Draft {
			line, col := diag.Position(text, len(text)-len(rest))
			e.warn(position{line, col, utf8.RuneCountInString(opening)}, "opening",
				"this is still the text that a new page begins with", "say it in your own words, or delete it")
		}
	}
}
