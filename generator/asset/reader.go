package asset

import (
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// namespacePrefix and a source's number make the name that esbuild knows the
// source's files by.
const namespacePrefix = "source"

// loaderOf says what a file is. Small pictures of style sheets go into them:
// that is one request less, and the pages' content policy allows it.
func loaderOf(name string) (api.Loader, error) {
	switch ext := path.Ext(name); ext {
	case ".css":
		return api.LoaderCSS, nil
	case ".js":
		return api.LoaderJS, nil
	case ".json":
		return api.LoaderJSON, nil
	case ".svg", ".png", ".webp":
		return api.LoaderDataURL, nil
	default:
		return api.LoaderNone, fmt.Errorf("%s: style sheets and scripts cannot hold a %q file", name, ext)
	}
}

// reader is the plugin that lets esbuild read from the sources. It answers
// every question about a file, so that none reaches the disk.
func reader(in []Source) api.Plugin {
	return api.Plugin{Name: "sources", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, resolve)
		for i, source := range in {
			build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespacePrefix + strconv.Itoa(i)},
				func(args api.OnLoadArgs) (api.OnLoadResult, error) { return load(source, args.Path) })
		}
	}}
}

// resolve finds the file that an import means. A path that leads out of the
// file system, a package or an address is refused.
func resolve(args api.OnResolveArgs) (api.OnResolveResult, error) {
	if args.Kind == api.ResolveEntryPoint {
		number, entry, _ := strings.Cut(args.Path, "/")
		return api.OnResolveResult{Path: entry, Namespace: namespacePrefix + number}, nil
	}
	if isInPage(args) {
		return api.OnResolveResult{Path: args.Path, External: true}, nil
	}
	isRelative := strings.HasPrefix(args.Path, "./") || strings.HasPrefix(args.Path, "../")
	file := path.Join(path.Dir(args.Importer), args.Path)
	if !isRelative || !fs.ValidPath(file) {
		return api.OnResolveResult{}, fmt.Errorf("%q is not a relative path to a file beside %s", args.Path, args.Importer)
	}
	return api.OnResolveResult{Path: file, Namespace: args.Namespace}, nil
}

// isInPage reports whether a url() in a style sheet names no file.
func isInPage(args api.OnResolveArgs) bool {
	return args.Kind == api.ResolveCSSURLToken &&
		(strings.HasPrefix(args.Path, "data:") || strings.HasPrefix(args.Path, "#"))
}

func load(source Source, name string) (api.OnLoadResult, error) {
	if other, ok := source.Instead[name]; ok {
		name = other
	}
	data, err := fs.ReadFile(source.FS, name)
	if err != nil {
		return api.OnLoadResult{}, err
	}
	loader, err := loaderOf(name)
	if err != nil {
		return api.OnLoadResult{}, err
	}
	contents := string(data)
	if text := source.Append[name]; text != "" {
		contents += "\n" + text
	}
	return api.OnLoadResult{Contents: &contents, Loader: loader}, nil
}
