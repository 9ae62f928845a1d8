package render

import (
	"io/fs"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/player"
	"rehearse/demo/source"
	"rehearse/generator/asset"
	"rehearse/generator/picture"
	"rehearse/templates"
)

// Fetch makes a file of the site by its path, as a preview does, and tells what is wrong
// with it. Pictures and modules are there once their page has been made.
func Fetch(r *Renderer, file string) ([]byte, []diag.Problem, error) {
	target, ok := r.Route(file)
	if !ok {
		return nil, nil, &fs.PathError{Op: "open", Path: file, Err: fs.ErrNotExist}
	}
	if target.Source != "" {
		data, err := source.ReadFile(r.fsys, target.Source, picture.MaxBytes)
		return data, nil, err
	}
	made, err := target.Render()
	for _, name := range made.Flows {
		if flow, _ := r.rehearsals.get(name); flow != nil && strings.HasSuffix(name, source.FlowSuffix) {
			made.Problems = append(made.Problems, flow.problems...)
		}
	}
	for _, f := range made.Files {
		if f.Path == file {
			return f.Data, made.Problems, err
		}
	}
	if err == nil {
		err = &fs.PathError{Op: "open", Path: file, Err: fs.ErrNotExist}
	}
	return nil, made.Problems, err
}

// CarriedScripts are the scripts of a page that carries all it needs.
func CarriedScripts() ([][]byte, error) {
	own, err := fs.Sub(templates.Assets, "assets")
	if err != nil {
		return nil, err
	}
	instead := map[string]string{"load.js": "carried.js"}
	bundle, err := asset.BuildClassic([]asset.Source{
		{FS: own, Entries: []string{"site.js"}, Instead: instead},
		{FS: player.Assets, Entries: []string{"near.js"}, Instead: instead},
	})
	return [][]byte{bundle.Files[bundle.Path("site.js")], bundle.Files[bundle.Path("near.js")]}, err
}
