package diag

import (
	"encoding/base64"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"
)

// Declaration declares a rule: what it finds, and an example on either side.
type Declaration struct {
	Rule Rule
	// Finds says in one or two sentences what violates the rule.
	Finds string
	// Refused is the smallest content that violates the rule, and Accepted the
	// same, mended.
	Refused, Accepted Example
}

// Example is what a site is built from.
type Example struct {
	// Content are the files of the content folder, by their paths below it.
	Content []txtar.File
	// Before are those that were there when the last but one commit was made.
	Before []txtar.File
	// Public are the files that lie in the output folder before the build.
	Public []txtar.File
}

// ReadDeclarations reads the folder rules/ of a package, one declaration a
// file, sorted by name. A file is a txtar archive: its comment is
// Declaration.Finds, and its files are those of the examples, in refused/
// and accepted/, and in refused.public/, refused.before/ and the same of accepted. A name that ends in .base64
// has its content in that encoding.
func ReadDeclarations(fsys fs.FS) ([]Declaration, error) {
	files, err := fs.Glob(fsys, "rules/*.txt")
	if err != nil {
		return nil, err
	}
	var list []Declaration
	for _, file := range files {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, err
		}
		d, err := parseDeclaration(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		d.Rule = Rule(strings.TrimSuffix(path.Base(file), ".txt"))
		list = append(list, d)
	}
	return list, nil
}

func parseDeclaration(data []byte) (Declaration, error) {
	archive := txtar.Parse(data)
	d := Declaration{Finds: strings.Join(strings.Fields(string(archive.Comment)), " ")}
	folders := map[string]*[]txtar.File{
		"refused": &d.Refused.Content, "refused.public": &d.Refused.Public, "refused.before": &d.Refused.Before,
		"accepted": &d.Accepted.Content, "accepted.public": &d.Accepted.Public, "accepted.before": &d.Accepted.Before,
	}
	for _, f := range archive.Files {
		folder, name, _ := strings.Cut(f.Name, "/")
		list := folders[folder]
		if list == nil || !fs.ValidPath(name) {
			return d, fmt.Errorf("%q is in none of %s", f.Name, strings.Join(slices.Sorted(maps.Keys(folders)), ", "))
		}
		if plain, ok := strings.CutSuffix(name, ".base64"); ok {
			decoded, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(f.Data)), ""))
			if err != nil {
				return d, fmt.Errorf("%q: %w", f.Name, err)
			}
			name, f.Data = plain, decoded
		}
		*list = append(*list, txtar.File{Name: name, Data: f.Data})
	}
	return d, nil
}
