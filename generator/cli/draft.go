package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rehearse/demo/diag"
	"rehearse/demo/language"
	"rehearse/demo/source"
	"rehearse/generator/draft"
	"rehearse/generator/draft/saved"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// draftFlags are the flags of draft.
type draftFlags struct {
	content         flag[string]
	output, section string
	title           string
}

func (p *program) draftCommand() *cobra.Command {
	f := &draftFlags{content: folderFlag("content")}
	c := &cobra.Command{
		Use:   "draft ARTICLE|PAGE...|RECORDING",
		Short: "Draft a flow from an article, pages or a recording",
		Long: "Draft makes the first version of a flow. From an article it takes what the steps say:\n" +
			"the names that they quote become fields, options and buttons, and the order of the\n" +
			"steps the way through them. Each section with steps and without a rehearsal gets a\n" +
			"flow of its own, beside the article.\n\n" +
			"From pages of the real form that a browser saved (HTML, with the folder beside it, or\n" +
			"MHTML), in the order in which one passes them, it takes the labels, what is asked of\n" +
			"the fields, options and buttons. From a recording of Chrome's DevTools Recorder (JSON),\n" +
			"it takes the way. What was typed is never read from either.\n\n" +
			"What was guessed is marked by a comment, and so is what a person must decide. Nothing\n" +
			"is ever overwritten.",
		Example: "  rehearse draft content/account/lost-pin/index.md\n" +
			"  rehearse draft account/lost-pin --section online\n" +
			"  rehearse draft account/lost-pin -o - | less\n" +
			"  rehearse draft login.html details.html -o content/account/lost-pin/lost-pin.flow.yaml\n" +
			"  rehearse draft recording.json --title \"You lost your PIN\"",
		GroupID: groupWrite,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 && isPage(args[0]) {
				return nil
			}
			return oneArgument("article or recording (or saved pages)")(c, args)
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.draft(f, args) },
	}
	flags := c.Flags()
	flags.VarP(&f.content, "content", "c", "folder with the articles and site.yaml")
	flags.StringVarP(&f.output, "output", "o", "", "`FILE` to write, or - to print the flow")
	flags.StringVar(&f.section, "section", "", "`ID` of the heading above the steps")
	flags.StringVar(&f.title, "title", "", "`TITLE` of the flow, where it is not that of the first page or of the recording")
	return c
}

// draft drafts a flow from what the arguments name.
func (p *program) draft(f *draftFlags, args []string) error {
	switch {
	case isPage(args[0]):
		return draftPages(p, f, args)
	case isRecording(args[0]):
		return draftRecording(p, f, args[0])
	}
	return draftArticle(p, f, args[0])
}

// isRecording reports whether a file is one of Chrome's Recorder, by its name.
func isRecording(file string) bool { return strings.EqualFold(filepath.Ext(file), ".json") }

// isPage reports whether a file is a page that a browser saved, by its name.
func isPage(file string) bool {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".html", ".htm", ".xhtml", ".mht", ".mhtml":
		return true
	}
	return false
}

// readPages reads saved pages.
func readPages(files []string) ([]*saved.Page, error) {
	var pages []*saved.Page
	for _, file := range files {
		folder, name := filepath.Split(file)
		page, err := saved.Read(os.DirFS(cmp.Or(folder, ".")), name)
		if err != nil {
			return nil, failed("", "cannot read the page: %v", err)
		}
		pages = append(pages, page)
	}
	return pages, nil
}

// draftPages drafts a flow from saved pages.
func draftPages(p *program, f *draftFlags, files []string) error {
	pages, err := readPages(files)
	if err != nil {
		return err
	}
	var screens []*draft.Screen
	for _, page := range pages {
		screens = append(screens, page.Screens...)
	}
	name := strings.TrimSuffix(filepath.Base(files[0]), filepath.Ext(files[0]))
	d := draft.FromScreens(cmp.Or(oneSpace(f.title), pages[0].Title, titleFor(name)), screens)
	d.Official, d.Phone = pages[0].Address, pages[0].Phone
	return finishDraft(p, f, d, cmp.Or(slug(name), "draft")+source.FlowSuffix)
}

// draftRecording drafts a flow from a recording.
func draftRecording(p *program, f *draftFlags, file string) error {
	d, err := readRecording(file)
	if err != nil {
		return err
	}
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	d.Title = cmp.Or(oneSpace(f.title), d.Title, titleFor(name))
	return finishDraft(p, f, d, cmp.Or(slug(name), "draft")+source.FlowSuffix)
}

func readRecording(file string) (*draft.Flow, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, failed("", "cannot read the recording: %v", err)
	}
	d, err := draft.FromRecording(text)
	if err != nil {
		return nil, failed("export it in Chrome's Recorder as JSON", "%s is no recording: %v", file, err)
	}
	return d, nil
}

// finishDraft completes a draft that goes with no article yet, and writes it where it was
// asked for, or to a file in the folder where the author is.
func finishDraft(p *program, f *draftFlags, d *draft.Flow, file string) error {
	d.Complete(slug)
	out := drafted{program: p, flow: d, text: d.YAML(), shown: cmp.Or(f.output, file)}
	out.problems = draft.Prove(filepath.ToSlash(out.shown), out.text, "", nil)
	out.source = func(string) []byte { return out.text }
	if f.output == "-" {
		return out.print()
	}
	return out.writeTo(out.shown)
}

// draftArticle drafts the flows that an article lacks.
func draftArticle(p *program, f *draftFlags, arg string) error {
	content, err := openContent(f.content.value)
	if err != nil {
		return err
	}
	defer content.Close()
	renderer, err := p.openArticles(content, render.Options{})
	if err != nil {
		return err
	}
	page, err := namedPage(renderer.Index(), f.content.value, arg)
	if err != nil {
		return err
	}
	all, err := renderer.Guides(page)
	if err != nil {
		return failed("", "%v", err)
	}
	guides, err := pickGuides(content, all, f.section)
	if err != nil {
		return err
	}
	if f.output != "" && len(guides) > 1 {
		return usage("name one of them with --section: "+strings.Join(ids(guides), ", "), "%s has several sections with steps", page.File)
	}
	for _, g := range guides {
		if err := draftGuide(p, f, content, page, g, len(guides) > 1); err != nil {
			return err
		}
	}
	return nil
}

// pickGuides returns the sections to draft flows of: the one of that id, or all
// that have no rehearsal.
func pickGuides(content *os.Root, all []render.Guide, id string) ([]render.Guide, error) {
	var picked []render.Guide
	for _, g := range all {
		if id != "" && g.ID == id || id == "" && (g.Flow == "" || !exists(content, g.Flow)) {
			picked = append(picked, g)
		}
	}
	switch {
	case len(picked) > 0:
		return picked, nil
	case id != "":
		return nil, usage(diag.DidYouMean(id, ids(all), "sections with steps are: "+strings.Join(ids(all), ", ")), "there is no section %q with steps", id)
	case len(all) > 0:
		return nil, failed("name the section with --section to draft a flow of it all the same", "every section with steps has its rehearsal already")
	}
	return nil, failed("write what readers do as a numbered list below a heading, with the names of fields and buttons in quotation marks: “下一步”",
		"this article has no steps")
}

func exists(content *os.Root, file string) bool {
	_, err := content.Lstat(file)
	return err == nil
}

func ids(guides []render.Guide) []string {
	names := make([]string, len(guides))
	for i, g := range guides {
		names[i] = g.ID
	}
	return names
}

// draftGuide drafts the flow of one section.
func draftGuide(p *program, f *draftFlags, content *os.Root, page *site.Page, g render.Guide, several bool) error {
	d := draft.FromSteps(page.Lang, g.Name, g.Lists)
	d.Complete(slug)
	file := draftFile(content, page, g, several)
	out := drafted{program: p, flow: d, text: d.YAML(), shown: filepath.Join(f.content.value, filepath.FromSlash(file))}
	if f.output != "" && f.output != "-" {
		out.shown = f.output
	}
	out.embedded = file == g.Flow
	article := pathPrefix(f.content.value) + page.File
	out.problems = draft.Prove(filepath.ToSlash(out.shown), out.text, article, g.Lists)
	read := excerpts(content)
	out.source = func(file string) []byte {
		if file == article {
			return read(page.File)
		}
		return out.text
	}
	switch f.output {
	case "-":
		return out.print()
	case "":
		return out.write(content, file)
	}
	return out.writeTo(f.output)
}

// draftFile is where the flow of a section goes: where the section looks for it, or
// beside the article.
func draftFile(content *os.Root, page *site.Page, g render.Guide, several bool) string {
	if g.Flow != "" && !exists(content, g.Flow) {
		return g.Flow
	}
	name := strings.TrimSuffix(path.Base(page.File), ".md")
	if name == "index" {
		name = path.Base(path.Dir(page.File))
	}
	if several && slug(g.ID) != "" {
		name = slug(g.ID)
	}
	return path.Join(path.Dir(page.File), cmp.Or(slug(name), "draft")+source.FlowSuffix)
}

// drafted is a draft on its way to the author.
type drafted struct {
	*program
	flow *draft.Flow
	text []byte
	// shown is where the author finds it.
	shown string
	// embedded says that an article has the line already that shows it.
	embedded bool
	problems []diag.Problem
	// source returns what the problems are about.
	source func(file string) []byte
}

// print writes the draft to standard output, and what there is to say about it to
// standard error.
func (d *drafted) print() error {
	if err := say(d.stdout, strings.TrimSuffix(string(d.text), "\n")); err != nil {
		return err
	}
	return d.close(false)
}

// write writes the draft to a new file in a folder.
func (d *drafted) write(root *os.Root, file string) error {
	err := writeNew(root, file, string(d.text))
	if _, there := root.Lstat(file); err != nil && there == nil {
		return failed("nothing was changed; name another file with -o, or print the draft with -o -", "%s exists already", d.shown)
	}
	if err != nil {
		return err
	}
	if err := say(d.stdout, d.shown); err != nil {
		return err
	}
	return d.close(true)
}

// writeTo writes the draft to a new file anywhere.
func (d *drafted) writeTo(name string) error {
	root, err := os.OpenRoot(filepath.Dir(name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return failed("make the folder first", "there is no folder %s", filepath.Dir(name))
	case err != nil:
		return failed("", "%v", err)
	}
	defer root.Close()
	return d.write(root, filepath.Base(name))
}

// close says what is to be done with the draft.
func (d *drafted) close(written bool) error {
	printer := diag.Printer{Colour: d.colour(d.stderr), Source: d.source}
	if err := printer.Print(d.stderr, d.problems); err != nil {
		return failed("", "cannot show the problems: %v", err)
	}
	guesses, decisions := d.flow.Marks()
	closing := fmt.Sprintf("%s; compare %s with the real page, and make %s.",
		count(len(d.flow.Screens), "screen"), count(guesses, "guessed value"), count(decisions, "decision"))
	if written && !d.embedded {
		closing += "\nPut this line, alone in its paragraph, below the steps:\n  " + embedding(d.flow, d.shown)
	}
	if written {
		closing += "\nThen see what is left to do: rehearse check"
	}
	return say(d.stderr, closing)
}

// embedding is the line that makes a rehearsal of a flow.
func embedding(f *draft.Flow, file string) string {
	label := "Rehearse: "
	if language.IsChinese(f.Lang) {
		label = "演练："
	}
	return "[" + label + strings.NewReplacer("[", `\[`, "]", `\]`).Replace(f.Title) + "](" + filepath.Base(file) + ")"
}

// openArticles returns a renderer for all articles of the content, those included
// that nobody sees yet.
func (p *program) openArticles(content *os.Root, opt render.Options) (*render.Renderer, error) {
	index, _, err := site.Load(content.FS(), render.SiteOptions(site.Options{Drafts: true, Future: true, Expired: true, Now: p.now()}))
	if err != nil {
		return nil, failed("", "%v", err)
	}
	opt.Version = version
	renderer, err := render.NewRenderer(content.FS(), index, opt)
	if err != nil {
		return nil, failed("", "%v", err)
	}
	return renderer, nil
}
