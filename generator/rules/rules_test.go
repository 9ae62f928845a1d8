package rules_test

import (
	"context"
	"go/ast"
	"go/constant"
	"go/types"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"rehearse/demo/diag"
	"rehearse/generator/history"
	"rehearse/generator/pipeline"
	"rehearse/generator/rules"
)

// declared returns the declarations of all rules, by name.
func declared(t *testing.T) map[diag.Rule]diag.Declaration {
	t.Helper()
	all, err := rules.All()
	if err != nil {
		t.Fatal(err)
	}
	byName := make(map[diag.Rule]diag.Declaration, len(all))
	for _, d := range all {
		if _, twice := byName[d.Rule]; twice {
			t.Errorf("%s is declared twice", d.Rule)
		}
		byName[d.Rule] = d
	}
	return byName
}

// Every rule refuses its one example and accepts the other.
func TestExamples(t *testing.T) {
	for name, d := range declared(t) {
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			if n := len([]rune(d.Finds)); n < 10 || n > 200 || !strings.HasSuffix(d.Finds, ".") {
				t.Errorf("what it finds is not said in a sentence or two: %q", d.Finds)
			}
			violated := func(p diag.Problem) bool { return p.Rule == name }
			if found := check(t, d.Refused); !slices.ContainsFunc(found, violated) {
				t.Errorf("the refused example does not violate the rule; found: %v", found)
			}
			found := check(t, d.Accepted)
			if errors, _ := diag.Count(found); errors > 0 || slices.ContainsFunc(found, violated) {
				t.Errorf("the accepted example is refused: %v", found)
			}
		})
	}
}

// check returns what is wrong with an example. It is built where files wait in
// the output folder, and otherwise only checked. One that is about other files
// need not have a page.
func check(t *testing.T, e diag.Example) []diag.Problem {
	t.Helper()
	content, public := t.TempDir(), t.TempDir()
	files := e.Content
	if !slices.ContainsFunc(files, func(f txtar.File) bool { return strings.HasSuffix(f.Name, ".md") }) {
		files = append(slices.Clip(files), txtar.File{Name: "index.md", Data: []byte("# A page\n\nA site needs one.\n")})
	}
	if len(e.Before) > 0 {
		write(t, content, e.Before)
		commit(t, content, "2026-11-01T12:00:00Z")
	}
	write(t, content, files)
	if len(e.Before) > 0 {
		commit(t, content, "2026-11-02T12:00:00Z")
	}
	write(t, public, e.Public)
	_, problems, err := pipeline.Run(t.Context(), pipeline.Config{
		Content: content, Destination: public, Check: len(e.Public) == 0, Strict: true, Cache: t.TempDir(),
		Clock: time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC), Dead: gone, Past: history.Read,
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return problems
}

// commit makes a commit of all that is in a folder.
func commit(t *testing.T, folder, date string) {
	t.Helper()
	for _, args := range [][]string{{"init", "-q"}, {"add", "."}, {"commit", "-q", "-m", "x"}} {
		cmd := exec.Command("git", append([]string{"-c", "user.name=x", "-c", "user.email=x@example.org"}, args...)...)
		cmd.Dir = folder
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "GIT_AUTHOR_DATE="+date, "GIT_COMMITTER_DATE="+date)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v %s", args, err, out)
		}
	}
}

// gone stands in for other sites: their pages called "gone" are.
func gone(_ context.Context, addresses []string) (map[string]string, error) {
	dead := make(map[string]string)
	for _, address := range addresses {
		if strings.HasSuffix(address, "/gone") {
			dead[address] = "answers 404 Not Found"
		}
	}
	return dead, nil
}

func write(t *testing.T, folder string, files []txtar.File) {
	t.Helper()
	for _, f := range files {
		name := filepath.Join(folder, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := place(t, name, f.Data); err != nil {
			t.Fatal(err)
		}
	}
}

// place writes a file of an example. By the ending of its name it is a symbolic
// link, or may not be read, which stops everybody but root.
func place(t *testing.T, name string, data []byte) error {
	t.Helper()
	if link, ok := strings.CutSuffix(name, ".symlink"); ok {
		return os.Symlink(strings.TrimSpace(string(data)), link)
	}
	if closed, ok := strings.CutSuffix(name, ".unreadable"); ok {
		if os.Geteuid() == 0 {
			t.Skip("root may read every file")
		}
		return os.WriteFile(closed, data, 0)
	}
	return os.WriteFile(name, data, 0o644)
}

// Every name of a rule that the code knows is declared, and every declared one
// is known to the code.
func TestEveryRuleIsDeclared(t *testing.T) {
	used := used(t)
	declared := declared(t)
	for name, where := range used {
		if _, ok := declared[name]; !ok {
			t.Errorf("%s: rule %q has no declaration: add rules/%s.txt beside the code", where, name, name)
		}
	}
	for name := range declared {
		if _, ok := used[name]; !ok {
			t.Errorf("rule %q is declared, but nothing finds it", name)
		}
	}
}

// used returns the constants of type diag.Rule in the program, with a place
// where each is written. A name must not be put together at run time: nobody
// could look it up.
func used(t *testing.T) map[diag.Rule]string {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes |
			packages.NeedTypesInfo | packages.NeedImports | packages.NeedExportFile,
	}, "rehearse/...")
	if err != nil {
		t.Fatal(err)
	}
	names := map[diag.Rule]string{}
	for _, p := range loaded {
		for _, e := range p.Errors {
			t.Fatal(e)
		}
		for expression, value := range p.TypesInfo.Types {
			if value.Type == nil || value.Type.String() != "rehearse/demo/diag.Rule" {
				continue
			}
			where := p.Fset.Position(expression.Pos()).String()
			if value.Value != nil {
				if name := constant.StringVal(value.Value); name != "" {
					names[diag.Rule(name)] = where
				}
			} else if isConversion(p.TypesInfo, expression) && p.PkgPath != "rehearse/demo/diag" {
				t.Errorf("%s: the name of a rule is not a constant", where)
			}
		}
	}
	return names
}

func isConversion(info *types.Info, e ast.Expr) bool {
	call, ok := e.(*ast.CallExpr)
	return ok && info.Types[call.Fun].IsType()
}

// The handbook lists every rule, in each language, and in English with the
// words of its declaration.
func TestTheHandbookListsEveryRule(t *testing.T) {
	want := map[diag.Rule]string{}
	for name, d := range declared(t) {
		want[name] = d.Finds
	}
	for _, lang := range []string{"zh", "en"} {
		got := listed(t, lang)
		if lang == "zh" { // in its own words
			for name, says := range got {
				if _, ok := want[name]; ok && says != "" {
					got[name] = want[name]
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: the list differs from the declared rules (-declared +listed):\n%s", lang, diff)
		}
	}
}

// listed returns the rules that the handbook lists in a language, with what it
// says of them.
func listed(t *testing.T, lang string) map[diag.Rule]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../content", lang, "handbook/problems/index.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(text), "{#rules}")
	list, _, ok := strings.Cut(list, "\n## ")
	if !ok {
		t.Fatalf("%s: no list of rules", lang)
	}
	rules := map[diag.Rule]string{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z0-9-]+)` \\| (.*) \\|$").FindAllStringSubmatch(list, -1) {
		rules[diag.Rule(row[1])] = strings.NewReplacer("`", "", `\|`, "|").Replace(row[2])
	}
	return rules
}
