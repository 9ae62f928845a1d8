package render

import (
	"context"
	"errors"
	"io/fs"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"rehearse/generator/search"
	"rehearse/generator/site"
	"rehearse/templates"
)

// searchBuilders returns an empty builder of a search index for each language.
func (r *Renderer) searchBuilders(ctx context.Context) (map[string]*search.Builder, error) {
	builders := make(map[string]*search.Builder, len(r.index.Site.Languages))
	for _, l := range r.index.Site.Languages {
		var dialog strings.Builder
		if err := templates.SearchDialog(htmlLang(l.Code)).Render(ctx, &dialog); err != nil {
			return nil, err
		}
		builders[l.Code] = search.NewBuilder(search.Options{
			Path: searchPath(l), Lang: htmlLang(l.Code), Dialog: dialog.String(),
		})
	}
	return builders, nil
}

// finishSearch returns the files of all search indexes.
func (r *Renderer) finishSearch(builders map[string]*search.Builder) []File {
	var files []File
	for _, l := range r.index.Site.Languages {
		for _, f := range builders[l.Code].Finish() {
			files = append(files, File{Path: f.Path, Data: f.Data})
		}
	}
	return files
}

// Search renders all articles and returns the files of the search indexes. It
// takes as long as a build.
func (r *Renderer) Search(ctx context.Context) ([]File, error) {
	builders, err := r.searchBuilders(ctx)
	if err != nil {
		return nil, err
	}
	group, inGroup := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range r.index.Pages() {
		if inGroup.Err() != nil {
			break
		}
		group.Go(func() error { return r.searchPage(builders, p) })
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return r.finishSearch(builders), ctx.Err()
}

// searchPage adds a page to the index of its language.
func (r *Renderer) searchPage(builders map[string]*search.Builder, p *site.Page) error {
	page, err := r.Page(p).Render()
	if errors.Is(err, fs.ErrNotExist) {
		return nil // removed since the index was made
	}
	if err == nil && page.Search != nil {
		builders[page.Lang].Add(*page.Search)
	}
	return err
}
