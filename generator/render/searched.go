package render

import (
	"strings"

	"rehearse/demo/flow"
	"rehearse/generator/markdown"
	"rehearse/generator/search"
	"rehearse/generator/site"
)

// searchDocument is what can be found of an article, or nil for one that is not
// to be found.
func searchDocument(x *site.Index, c *content) *search.Document {
	p := c.page
	weight := x.SearchWeight(p)
	if weight == 0 {
		return nil
	}
	section := ""
	if parent := x.Parent(p); parent != nil && parent.Kind == site.Section {
		section = parent.Title
	}
	d := &search.Document{
		URL: x.Href(p.URL), Weight: weight, Title: p.Title, Section: section,
		Description: p.Description, Terms: append(p.Tags[:len(p.Tags):len(p.Tags)], p.Categories...),
		Headings: make([]string, len(c.TOC)),
	}
	for k, h := range c.TOC {
		d.Headings[k] = h.Text
	}
	layRehearsals(d, c)
	return d
}

// SearchModules are the hrefs of the modules by which old browsers read the search
// index, and that guesses what readers mean.
func SearchModules(r *Renderer) (inflate, guess string) { return r.assets.inflate, r.assets.guess }

// layRehearsals fills in the text of a document and its places: those of the
// article, with the words of each rehearsal where it stands.
func layRehearsals(d *search.Document, c *content) {
	kinds := [...]search.PlaceKind{
		markdown.AtHeading: search.AtHeading, markdown.AtStep: search.AtStep,
		markdown.AfterStep: search.AfterStep, markdown.AtRehearsal: search.AtRehearsal,
	}
	var text strings.Builder
	from, heading := 0, ""
	for _, place := range c.Places {
		text.WriteString(c.Text[from:place.At])
		from = place.At
		if place.Kind == markdown.AtHeading {
			heading = place.ID
		}
		if place.Kind == markdown.AtRehearsal && text.Len() > 0 {
			text.WriteByte('\n')
		}
		d.Places = append(d.Places, search.Place{Kind: kinds[place.Kind], ID: place.ID, At: text.Len()})
		if place.Kind == markdown.AtRehearsal {
			lines := c.rehearsalLines(place.ID, d)
			text.WriteString(strings.Join(lines, "\n") + "\n")
			d.Places = append(d.Places, search.Place{Kind: search.AfterStep, ID: heading, At: text.Len()})
		}
	}
	text.WriteString(c.Text[from:])
	d.Text = text.String()
}

// rehearsalLines returns what a rehearsal says, each text once, and notes the
// names of its controls.
func (c *content) rehearsalLines(id string, d *search.Document) []string {
	var lines []string
	seen := make(map[string]bool)
	say := func(text string) {
		if text != "" && !seen[text] {
			seen[text] = true
			lines = append(lines, text)
		}
	}
	for _, u := range c.uses {
		if u.view == nil || u.id != id {
			continue
		}
		for _, text := range flowTexts(u.view.Flow) {
			words := flow.WithoutValues(text.text.For(c.page.Lang))
			say(words)
			if text.name {
				d.Names = append(d.Names, words)
			}
		}
	}
	return lines
}

// flowText is something that a reader reads in a rehearsal; name is true for
// what a control is called.
type flowText struct {
	text flow.Text
	name bool
}

// flowTexts returns what a reader may read in a rehearsal of f. That something
// is missing is said of every field, and of no use here.
func flowTexts(f *flow.Flow) []flowText {
	texts := []flowText{{f.Title, false}}
	for _, s := range f.Screens {
		texts = append(texts, flowText{s.Title, false}, flowText{s.Text, false})
		for _, field := range s.Fields {
			texts = append(texts, fieldTexts(field)...)
		}
		for _, b := range s.Buttons {
			texts = append(texts, flowText{b.Label, true})
		}
	}
	return texts
}

func fieldTexts(field *flow.Field) []flowText {
	texts := []flowText{{field.Label, true}, {field.Hint, false}}
	if field.Group != nil {
		texts = append(texts, flowText{field.Group.Label, false}, flowText{field.Group.Hint, false})
	}
	for _, option := range field.Options {
		texts = append(texts, flowText{option, false})
	}
	for _, check := range field.Checks {
		if check.Kind != flow.Required {
			texts = append(texts, flowText{check.Message, false})
		}
	}
	return texts
}
