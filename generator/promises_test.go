package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPromisesAreTested holds each promise of the README to tests that there are: a
// row names packages, and after each of them the tests that try to break the promise.
// Both languages promise the same.
func TestPromisesAreTested(t *testing.T) {
	english := promises(t, "../README.md", "## What you can rely on")
	chinese := promises(t, "../README.zh-CN.md", "## 可以放心的事")
	if len(english) < 10 || strings.Join(english, "\n") != strings.Join(chinese, "\n") {
		t.Errorf("the promises are tested by\n%s\nand in Chinese by\n%s", strings.Join(english, "\n"), strings.Join(chinese, "\n"))
	}
	known := map[string]map[string]bool{}
	for _, row := range english {
		folder := ""
		for name := range strings.FieldsSeq(row) {
			if !strings.HasPrefix(name, "Test") {
				folder = name
				continue
			}
			if known[folder] == nil {
				known[folder] = testsIn(t, folder)
			}
			if !known[folder][name] {
				t.Errorf("%s has no test %s", folder, name)
			}
		}
	}
}

// promises returns the packages and tests that each row below a heading names.
func promises(t *testing.T, file, heading string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n"+heading+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	var rows []string
	for line := range strings.Lines(section) {
		cells := strings.Split(line, " | ")
		if len(cells) != 2 || !strings.Contains(cells[1], "`") {
			continue // of the head
		}
		var names []string
		for _, code := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cells[1], -1) {
			names = append(names, code[1])
		}
		rows = append(rows, strings.Join(names, " "))
	}
	return rows
}

// testsIn returns the names of the tests in a package.
func testsIn(t *testing.T, folder string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", folder, "*_test.go"))
	if err != nil || len(files) == 0 {
		t.Errorf("%s has no tests: %v", folder, err)
	}
	tests := map[string]bool{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if function, ok := decl.(*ast.FuncDecl); ok && function.Recv == nil {
				tests[function.Name.Name] = true
			}
		}
	}
	return tests
}
