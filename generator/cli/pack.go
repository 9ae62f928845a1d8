package cli

import (
	"bytes"
	"errors"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"rehearse/demo/diag"
	"rehearse/demo/source"
	"rehearse/generator/pack"
	"rehearse/generator/pipeline"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// packFlags are the flags of pack.
type packFlags struct {
	content, cache, output flag[string]
}

func (p *program) packCommand() *cobra.Command {
	f := &packFlags{content: folderFlag("content"), cache: folderFlag(""), output: fileFlag()}
	c := &cobra.Command{
		Use:   "pack ARTICLE",
		Short: "Make one file of an article, to send",
		Long: "Pack writes one HTML file that has all of an article in it, its pictures and\n" +
			"rehearsals included, to send by mail or to carry on a stick. It opens without a\n" +
			"network and without a server. An article is named by its file, its folder or its\n" +
			"address, and may be a draft.",
		Example: "  rehearse pack account/lost-pin\n" +
			"  rehearse pack account/lost-pin --output lost-pin.html",
		GroupID: groupSite,
		Args:    oneArgument("article"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.pack(f, args[0])
		},
	}
	flags := c.Flags()
	flags.VarP(&f.content, "content", "c", "folder with the articles and site.yaml")
	flags.Var(&f.cache, "cache", "folder that keeps what is made of pictures (default: the user's cache)")
	flags.VarP(&f.output, "output", "o", "the file to write (default: the article's name and .html)")
	return c
}

func fileFlag() flag[string] {
	return newFlag("FILE", "", "", checked(func(text string) error {
		if text == "" {
			return errors.New("an empty name is no file")
		}
		return nil
	}))
}

// pack writes an article as one file.
func (p *program) pack(f *packFlags, arg string) error {
	content, err := openContent(f.content.value)
	if err != nil {
		return err
	}
	defer content.Close()
	cache, remove, err := pipeline.OpenCache(cacheFolder(f.cache.value))
	if err != nil {
		return failed("", "%v", err)
	}
	defer remove()
	renderer, err := p.openArticles(content, render.Options{Cache: cache})
	if err != nil {
		return err
	}
	page, err := namedPage(renderer.Index(), f.content.value, arg)
	if err != nil {
		return err
	}
	if page.Kind != site.Article {
		return usage("name one of the articles in it", "%q is no article but a list of them", arg)
	}
	data, problems, err := packed(renderer, page)
	if shown := p.printProblems(f.content.value, diag.Sort(problems)); shown != nil {
		return failed("", "cannot show the problems: %v", shown)
	}
	if errors, warnings := diag.Count(problems); errors > 0 {
		return p.closeFailed(false, problemsText(errors, warnings, true))
	}
	if err != nil {
		return failed("", "cannot pack the article: %v", err)
	}
	return writePacked(p, data, f.output.value, page)
}

// packed packs a page, and tells what is wrong with it.
func packed(r *render.Renderer, page *site.Page) ([]byte, []diag.Problem, error) {
	scripts, err := render.CarriedScripts()
	if err != nil {
		return nil, nil, err
	}
	var problems []diag.Problem
	own := page.URL[1:] + "index.html"
	x := r.Index()
	data, err := pack.Page(pack.Site{
		Root: x.Href("/"), Address: x.Site.BaseURL, Scripts: scripts,
		Get: func(file string) ([]byte, error) {
			data, found, err := render.Fetch(r, file)
			if file == own {
				problems = found
			}
			return data, err
		},
	}, page.URL[1:])
	return data, problems, err
}

// isPacked is what every page of ours has in it.
const isPacked = `content="Rehearse `

// writePacked writes the file, over none but one of ours.
func writePacked(p *program, data []byte, name string, page *site.Page) error {
	if name == "" {
		name = path.Base(page.URL) + ".html"
	}
	before, err := os.ReadFile(name)
	if err == nil && !bytes.Contains(before, []byte(isPacked)) {
		return failed("name another file with --output", "%s is there already, and was not made by Rehearse", name)
	}
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return failed("", "cannot write %s: %v", name, err)
	}
	defer root.Close()
	if err := source.Replace(root, filepath.Base(name), data); err != nil {
		return failed("", "cannot write %s: %v", name, err)
	}
	return say(p.stdout, name+", "+sizeText(int64(len(data))))
}
