package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// ours is the path of our module, which begins the imports of our packages.
const ours = "rehearse"

// allowance says what the packages in a folder, and in those below it, may
// import of ours: the folders named, and what is below these.
type allowance struct {
	folder string
	may    []string
	// tests adds what their tests may import.
	tests []string
}

// house returns the order of the packages. The longest folder that fits wins.
// Packages that no folder fits are refused, so that a new one finds its place.
func house() []allowance {
	leaf := []string{"demo/diag", "demo/fact", "demo/language", "demo/source"}
	leaves := []string{"site", "address", "markdown", "picture", "search", "asset", "publish", "feed", "crawl", "deploy", "outside", "history"}
	pages := []string{"demo", "templates"}
	corpus := []string{"generator/corpus", "demo/effort"} // what tests are made of
	order := []allowance{
		{folder: "demo", may: []string{"demo"}},
		{folder: "demo/diag"},
		{folder: "demo/language"},
		{folder: "demo/source", may: []string{"demo/diag"}},
		// The interpreter and the compiler share the model and nothing else:
		// neither can repeat a mistake of the other.
		{folder: "demo/simulate", may: []string{"demo/flow", "demo/diag"}, tests: []string{"demo"}},
		{folder: "demo/wasm", may: []string{"demo/flow", "demo/pattern"}, tests: []string{"demo"}},
		{folder: "templates", tests: []string{"demo/browsertest"}},
	}
	for _, name := range leaves {
		tests := corpus
		if name == "search" {
			// Its other half is the script in templates.
			tests = append(slices.Clip(corpus), "demo/browsertest", "templates")
		}
		if name == "site" {
			tests = append(slices.Clip(corpus), "generator/markdown") // reads the beginning of articles for it
		}
		if name == "deploy" {
			// Its target in tests, and the order in which the program deploys.
			tests = append(slices.Clip(corpus), "generator/deploy/gateway", "generator/publish")
		}
		may := leaf
		if name == "picture" {
			may = append(slices.Clip(leaf), "generator/picture/vp8l") // its encoder
		}
		order = append(order, allowance{folder: "generator/" + name, may: may, tests: tests})
		pages = append(pages, "generator/"+name)
	}
	// Screenshots are of flows, and whoever builds looks whether they still hold.
	pages = append(pages, "generator/shots")
	return append(order,
		allowance{folder: "generator/shots", may: []string{"demo"}, tests: []string{"generator/camera", "generator/asset"}},
		allowance{folder: "generator/draft", may: []string{"demo", "generator/draft"}, tests: []string{"generator/markdown", "generator/pipeline"}},
		allowance{folder: "generator/pack", tests: []string{"demo/browsertest", "generator/render", "generator/pipeline"}},
		allowance{folder: "generator/camera", may: []string{"demo/chromium"}, tests: []string{"demo"}},
		allowance{folder: "generator/render", may: pages, tests: corpus},
		allowance{folder: "generator/pipeline", may: append(slices.Clip(pages), "generator/render"), tests: corpus},
		allowance{
			folder: "generator/preview",
			may:    append(slices.Clip(pages), "generator/render", "generator/pipeline"),
			tests:  corpus,
		},
		// Rules are declared beside the code that finds their violations.
		allowance{folder: "generator/rules", may: append(slices.Clip(pages), "generator/render", "generator/pipeline", "generator/preview"),
			tests: []string{"generator/history"}},
		allowance{
			folder: "generator/cli",
			may: append(slices.Clip(leaf), "demo/chromium", "demo/flow", "demo/flowfile", "generator/site", "generator/outside", "generator/history", "generator/crawl", "generator/publish", "generator/deploy", "generator/draft", "generator/shots", "generator/camera", "generator/pack",
				"generator/render", "generator/pipeline", "generator/preview", "generator/rules"),
			tests: []string{"demo/browsertest", "generator/corpus"},
		},
		allowance{folder: "generator", may: []string{"generator/cli"}},
	)
}

func TestHouse(t *testing.T) {
	findings, err := inspect(os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
}

// TestInspect shows that the inspection finds what it is there for.
func TestInspect(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/bad-house.txtar")
	if err != nil {
		t.Fatal(err)
	}
	bad := fstest.MapFS{}
	for _, f := range archive.Files {
		bad[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	got, err := inspect(bad)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(archive.Comment)), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("findings differ (-want +got):\n%s", diff)
	}
}

// inspect returns what in the Go files of a module is against the house rules,
// as "file:line: message", sorted by file.
func inspect(module fs.FS) ([]string, error) {
	packages, err := parsePackages(module)
	if err != nil {
		return nil, err
	}
	if len(packages) == 0 {
		return nil, errors.New("there are no Go files here")
	}
	var findings []string
	for _, p := range packages {
		p.imports()
		p.name()
		p.exits()
		p.variables()
		findings = append(findings, p.findings...)
	}
	slices.Sort(findings)
	return slices.Compact(findings), nil
}

// goPackage is the Go files of one folder.
type goPackage struct {
	folder string
	fset   *token.FileSet
	// files do not include tests; all do.
	files, all []*ast.File
	findings   []string
}

// parsePackages reads the Go files of a module, by folder. It reads the files
// themselves: go list may answer from a cache, and knows one build
// configuration only.
func parsePackages(module fs.FS) ([]*goPackage, error) {
	byFolder := map[string]*goPackage{}
	var packages []*goPackage
	err := fs.WalkDir(module, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if skipped(d.Name()) {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) != ".go" {
			return nil
		}
		folder := path.Dir(name)
		p := byFolder[folder]
		if p == nil {
			p = &goPackage{folder: folder, fset: token.NewFileSet()}
			byFolder[folder] = p
			packages = append(packages, p)
		}
		return p.parse(module, name)
	})
	return packages, err
}

// skipped names the folders that the go command does not look into either.
func skipped(folder string) bool {
	return folder == "testdata" || folder == "node_modules" ||
		folder != "." && (folder[0] == '.' || folder[0] == '_')
}

func (p *goPackage) parse(module fs.FS, name string) error {
	text, err := fs.ReadFile(module, name)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(p.fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	p.all = append(p.all, file)
	if !strings.HasSuffix(name, "_test.go") {
		p.files = append(p.files, file)
	}
	return nil
}

func (p *goPackage) report(at token.Pos, format string, args ...any) {
	place := p.fset.Position(at)
	p.findings = append(p.findings, fmt.Sprintf("%s:%d: %s", place.Filename, place.Line, fmt.Sprintf(format, args...)))
}

// imports holds the order of the house.
func (p *goPackage) imports() {
	rule, ok := ruleFor(p.folder)
	if !ok {
		p.report(p.all[0].Package, "%s has no place in the order of the house", p.folder)
		return
	}
	for _, file := range p.all {
		may := slices.Clone(rule.may)
		if strings.HasSuffix(p.fset.Position(file.Package).Filename, "_test.go") {
			may = append(may, rule.tests...)
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil || !below(imported, ours) {
				continue
			}
			folder := strings.TrimPrefix(strings.TrimPrefix(imported, ours), "/")
			if folder == p.folder {
				continue // a test outside of the package that it tests
			}
			if !slices.ContainsFunc(may, func(m string) bool { return below(folder, m) }) {
				p.report(spec.Pos(), "%s must not import %s", p.folder, folder)
			}
		}
	}
}

func ruleFor(folder string) (best allowance, ok bool) {
	for _, a := range house() {
		if below(folder, a.folder) && len(a.folder) >= len(best.folder) {
			best, ok = a, true
		}
	}
	return best, ok
}

// below tells whether a slash path is dir or in it.
func below(name, dir string) bool {
	return name == dir || strings.HasPrefix(name, dir+"/")
}

// name refuses package names that say nothing.
func (p *goPackage) name() {
	for _, file := range p.all {
		switch file.Name.Name {
		case "util", "utils", "common", "helper", "helpers", "misc", "shared":
			p.report(file.Name.Pos(), "a package named %s can hold anything: name it after its idea", file.Name.Name)
		}
	}
}

// exits refuses to end the program anywhere but in main: deferred calls would
// not run, and nobody could test it.
func (p *goPackage) exits() {
	for _, file := range p.files {
		if file.Name.Name == "main" {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := selector.X.(*ast.Ident)
			if !ok {
				return true
			}
			call := pkg.Name + "." + selector.Sel.Name
			if call == "os.Exit" || strings.HasPrefix(call, "log.Fatal") {
				p.report(selector.Pos(), "%s outside of package main", call)
			}
			return true
		})
	}
}

// variables refuses package variables that change, as far as that can be seen
// without running anything: those declared without a value, and those that some
// function assigns to or increments.
func (p *goPackage) variables() {
	info := p.resolve()
	for _, file := range p.files {
		for _, decl := range file.Decls {
			if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.VAR {
				p.declared(d)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			for _, target := range changed(n) {
				if name := packageVariable(info, target); name != "" {
					p.report(target.Pos(), "the package variable %s is changed here", name)
				}
			}
			return true
		})
	}
}

// resolve finds out what names mean. Imports are not followed, so much remains
// unknown and is reported as errors, which do not matter: the package's own
// variables are known.
func (p *goPackage) resolve() *types.Info {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: noImports{}, Error: func(error) {}}
	_, _ = config.Check(p.folder, p.fset, p.files, info)
	return info
}

type noImports struct{}

func (noImports) Import(string) (*types.Package, error) { return nil, errors.New("not followed") }

func (p *goPackage) declared(d *ast.GenDecl) {
	for _, spec := range d.Specs {
		v := spec.(*ast.ValueSpec)
		if len(v.Values) == 0 && !embedded(d, v) {
			p.report(v.Pos(), "the package variable %s has no value, so something must change it", v.Names[0].Name)
		}
	}
}

// embedded tells whether the compiler fills the variable in.
func embedded(d *ast.GenDecl, v *ast.ValueSpec) bool {
	for _, doc := range []*ast.CommentGroup{d.Doc, v.Doc} {
		if doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool {
			return strings.HasPrefix(c.Text, "//go:embed ")
		}) {
			return true
		}
	}
	return false
}

// changed returns what a statement changes.
func changed(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			return n.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	}
	return nil
}

// packageVariable returns the name of the package variable that an expression
// is, or is a part of, or "".
func packageVariable(info *types.Info, e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.Ident:
			v, ok := info.Uses[x].(*types.Var)
			if ok && v.Pkg() != nil && v.Parent() == v.Pkg().Scope() {
				return x.Name
			}
			return ""
		default:
			return ""
		}
	}
}
