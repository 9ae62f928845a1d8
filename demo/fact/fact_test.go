package fact

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func readText(text string) (Facts, string) {
	facts, problems := Read(fstest.MapFS{File: {Data: []byte(text)}}, time.UTC)
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s:%d:%d: %s [%s] | %s\n", p.File, p.Line, p.Col, p.Message, p.Rule, p.Hint)
	}
	return facts, b.String()
}

func TestRead(t *testing.T) {
	facts, problems := readText(`
hotline: {value: "12329", source: the website, date: 2026-11-20}
centre:
  value: {zh: 管理  中心, en: the centre}
  source: the website
  date: 2026-11-21
`)
	if problems != "" || len(facts) != 2 {
		t.Fatalf("%v %s", facts, problems)
	}
	hotline, centre := facts.Find("hotline"), facts.Find("centre")
	if hotline.For("zh") != "12329" || hotline.For("") != "12329" || hotline.Source != "the website" || hotline.DatePos.Line != 2 {
		t.Errorf("%+v", hotline)
	}
	for lang, want := range map[string]string{"zh": "管理 中心", "zh-Hant-TW": "管理 中心", "en": "the centre", "fr": "管理 中心", "": "管理 中心"} {
		if got := centre.For(lang); got != want {
			t.Errorf("%s: %s, want %s", lang, got, want)
		}
	}
	if facts.Find("nothing") != nil {
		t.Error("there is a fact of any name")
	}
	if p := facts.Unknown("hotlin"); !strings.Contains(p.Hint, "hotline") {
		t.Errorf("%+v", p)
	}
}

func TestProblems(t *testing.T) {
	for text, want := range map[string]string{
		`a: {value: x, source: y}`:                     `facts.yaml:1:1: this fact does not say when it was checked [fact]`,
		`a: {value: x, date: 2026-11-20}`:              `does not say where it comes from`,
		`a: {source: y, date: 2026-11-20}`:             `has no value`,
		`a:`:                                           `has no value`,
		`a: {value: 12329, source: y, date: 2026-1-1}`: `put it in quotes`,
		`a: x`: `must be a mapping`,
		`[a]`:  `must be a mapping`,
		`A: {value: x, source: y, date: 2026-11-20}`: `"A" cannot name a fact`,
		`a: {valeu: x}`: `a fact has no key "valeu"`,
		"a: {value: x, source: y, date: 2026-11-20}\na: {value: z, source: y, date: 2026-11-20}": `already set in line 1`,
		"a: [": `yaml-syntax`,
	} {
		if _, problems := readText(text); !strings.Contains(problems, want) {
			t.Errorf("%s: %q, want %q", text, problems, want)
		}
	}
	if _, problems := readText("a: " + strings.Repeat("x", maxBytes)); !strings.Contains(problems, "at most 256 KB") {
		t.Error(problems)
	}
	if facts, problems := readText(""); len(facts) > 0 || problems != "" {
		t.Error("an empty file is wrong")
	}
	if facts, problems := Read(fstest.MapFS{}, time.UTC); facts != nil || problems != nil {
		t.Error("a file that is not there is wrong")
	}
}
