package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"rehearse/demo/language"
	"rehearse/generator/render"
	"rehearse/generator/search"
	"rehearse/generator/site"
	"rehearse/templates"
)

// searchBuilders returns an empty builder of a search index for each language.
func searchBuilders(ctx context.Context, r *render.Renderer) (map[string]*search.Builder, error) {
	index := r.Index()
	inflate, guess := render.SearchModules(r)
	builders := make(map[string]*search.Builder, len(index.Site.Languages))
	for _, l := range index.Site.Languages {
		var dialog strings.Builder
		if err := templates.SearchDialog(language.Tag(l.Code), index.Href("/"+render.SearchPath(l)+"/")).Render(ctx, &dialog); err != nil {
			return nil, err
		}
		builders[l.Code] = search.NewBuilder(search.Options{
			Path: render.SearchPath(l), Lang: language.Tag(l.Code), Dialog: dialog.String(), Inflate: inflate, Guess: guess,
			Synonyms: index.Site.Synonyms,
		})
	}
	return builders, nil
}

// finishSearch returns the files of all search indexes.
func finishSearch(index *site.Index, builders map[string]*search.Builder) []render.File {
	var files []render.File
	for _, l := range index.Site.Languages {
		for _, f := range builders[l.Code].Finish() {
			files = append(files, render.File{Path: f.Path, Data: f.Data})
		}
	}
	return files
}

// Search renders all articles and returns the files of the search indexes. It
// takes as long as a build.
func Search(ctx context.Context, r *render.Renderer) ([]render.File, error) {
	builders, err := searchBuilders(ctx, r)
	if err != nil {
		return nil, err
	}
	group, inGroup := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range r.Index().Pages() {
		if inGroup.Err() != nil {
			break
		}
		group.Go(func() error { return searchPage(r, builders, p) })
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return finishSearch(r.Index(), builders), ctx.Err()
}

// searchPage adds a page to the index of its language.
func searchPage(r *render.Renderer, builders map[string]*search.Builder, p *site.Page) error {
	page, err := r.Page(p).Render()
	if errors.Is(err, fs.ErrNotExist) {
		return nil // removed since the index was made
	}
	if err == nil && page.Search != nil {
		builders[page.Lang].Add(*page.Search)
	}
	return err
}
