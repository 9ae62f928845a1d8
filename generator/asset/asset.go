// Package asset makes the files that a page loads: style sheets and scripts,
// bundled and minified by esbuild, and anything else that never changes under
// its name.
//
// Every name holds a hash of the content, so that browsers may keep the file
// for ever. The package reads from the file systems that it is given, which are
// embedded in the program, and from nowhere else: a site is built without Node,
// network or a look at the disk around it.
package asset

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Dir is the folder of the site that holds all files whose content never
// changes.
const Dir = "assets"

// Source is a file system with style sheets and scripts.
type Source struct {
	FS fs.FS
	// Entries are the files in FS that pages load, each with all that it
	// imports: "site.css", "site.js". A file that only entries import is none.
	Entries []string
	// Append holds text to put at the end of an entry, such as the style sheet
	// of highlighted code that is made by the program.
	Append map[string]string
	// Instead names files that stand in for others.
	Instead map[string]string
}

// Bundle is what was made of the sources.
type Bundle struct {
	// Files are by their paths below the site's root: "assets/site.3fa9c1d2.css".
	Files map[string][]byte
	paths map[string]string
}

// Path returns where an entry's bundle is below the site's root, by the
// entry's base name: Path("site.css") is "assets/site.3fa9c1d2.css". It is
// empty for a name that is no entry.
func (b Bundle) Path(entry string) string { return b.paths[entry] }

// Hashed returns the path of a file whose content never changes under its
// name: Hashed("login.wasm", data) is "assets/login.0f343b09.wasm". The name
// may have folders; the hash is the start of the content's SHA-256.
func Hashed(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return path.Join(Dir, strings.TrimSuffix(name, ext)+"."+hex.EncodeToString(sum[:4])+ext)
}

// Build bundles the entries of all sources. The same sources give the same
// bytes. An error is a mistake in the program's own style sheets or scripts,
// warnings of esbuild included.
func Build(in []Source) (Bundle, error) { return bundle(in, api.FormatESModule) }

// BuildClassic is Build for pages that are opened from a disk or carry their scripts
// with them, where browsers run no modules.
func BuildClassic(in []Source) (Bundle, error) { return bundle(in, api.FormatIIFE) }

func bundle(in []Source, format api.Format) (Bundle, error) {
	entries, names, err := entryPoints(in)
	if err != nil {
		return Bundle{}, err
	}
	opt := options(in, entries)
	opt.Format = format
	result := api.Build(opt)
	if problems := append(result.Errors, result.Warnings...); len(problems) > 0 {
		return Bundle{}, asError(problems)
	}
	b := Bundle{Files: make(map[string][]byte, len(names)), paths: make(map[string]string, len(names))}
	for _, out := range result.OutputFiles {
		base := filepath.Base(out.Path)
		number, err := strconv.Atoi(strings.TrimSuffix(base, path.Ext(base)))
		if err != nil || number >= len(names) {
			return Bundle{}, fmt.Errorf("asset: esbuild wrote %s, which no entry asks for", base)
		}
		name := names[number]
		b.paths[name] = Hashed(name, out.Contents)
		b.Files[b.paths[name]] = out.Contents
	}
	return b, nil
}

// entryPoints numbers the entries of all sources; names are their base names.
// esbuild has to write each to its number, because two folders may hold
// entries of one extension and esbuild's own naming depends on all of them.
func entryPoints(in []Source) (entries []api.EntryPoint, names []string, err error) {
	for i, source := range in {
		for _, entry := range source.Entries {
			name := path.Base(entry)
			if slices.Contains(names, name) {
				return nil, nil, fmt.Errorf("asset: two entries are named %s", name)
			}
			entries = append(entries, api.EntryPoint{
				InputPath:  strconv.Itoa(i) + "/" + entry,
				OutputPath: strconv.Itoa(len(names)),
			})
			names = append(names, name)
		}
		for entry := range source.Append {
			if !slices.Contains(source.Entries, entry) {
				err = fmt.Errorf("asset: text is to be appended to %s, which is no entry", entry)
			}
		}
	}
	return entries, names, err
}

// options are esbuild's. The browsers are those inside of apps on old phones,
// which nobody updates: script syntax of 2018, and prefixes and fallbacks in
// style sheets.
func options(in []Source, entries []api.EntryPoint) api.BuildOptions {
	return api.BuildOptions{
		EntryPointsAdvanced: entries,
		Outdir:              Dir,
		Bundle:              true,
		Platform:            api.PlatformBrowser,
		Target:              api.ES2018,
		Engines: []api.Engine{
			{Name: api.EngineChrome, Version: "80"},
			{Name: api.EngineFirefox, Version: "78"},
			{Name: api.EngineIOS, Version: "13"},
			{Name: api.EngineSafari, Version: "13"},
		},
		// Safari before 14.1 evaluates the default values of nested patterns in
		// the wrong order, for which esbuild refuses all destructuring. Ours has
		// no such defaults.
		Supported:         map[string]bool{"destructuring": true},
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsNone,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		TsconfigRaw:       "{}", // and no look for one on the disk
		LogLevel:          api.LogLevelSilent,
		Plugins:           []api.Plugin{reader(in)},
	}
}

func asError(problems []api.Message) error {
	errs := make([]error, len(problems))
	for i, m := range problems {
		if m.Location == nil {
			errs[i] = fmt.Errorf("asset: %s", m.Text)
			continue
		}
		errs[i] = fmt.Errorf("asset: %s:%d:%d: %s", m.Location.File, m.Location.Line, m.Location.Column+1, m.Text)
	}
	return errors.Join(errs...)
}
