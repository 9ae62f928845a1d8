package site

import "time"

// Past is what is known of how the files of the content folder have changed.
type Past struct {
	// Changed is when files were last changed.
	Changed map[string]time.Time
	// Behind has the files of translations whose originals have changed since.
	Behind map[string]bool
}

// Remember returns the Index with what is known of the past.
func (x *Index) Remember(p Past) *Index {
	next := *x
	next.opt.Past = p
	return &next
}

// Changed is when a page was last changed: as it says itself, or as is known of its
// file, but not before it was published. It is zero where nobody knows.
func Changed(x *Index, p *Page) time.Time {
	if t := x.opt.Past.Changed[p.File]; p.LastMod.IsZero() && t.After(p.Date) {
		return t
	}
	return p.Updated()
}

// Original returns the page in the default language of which p is a translation, nil
// where there is none.
func Original(x *Index, p *Page) *Page {
	if p.Lang == x.Site.Default().Code || p.Implied {
		return nil
	}
	for _, t := range x.Translations(p) {
		if t.Lang == x.Site.Default().Code && !t.Implied {
			return t
		}
	}
	return nil
}

// Newer returns the original of a page if it has changed since p was translated, and
// nil otherwise.
func Newer(x *Index, p *Page) *Page {
	if !x.opt.Past.Behind[p.File] {
		return nil
	}
	return Original(x, p)
}
