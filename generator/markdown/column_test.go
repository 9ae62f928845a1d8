package markdown

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

func TestColumns(t *testing.T) {
	long := strings.Repeat("办理住房公积金", 3)
	for _, tc := range []struct {
		name  string
		cells [][]string // of each column
		want  string
	}{
		{"none", nil, "<table>\n"},
		{"one takes it all", [][]string{{"甲"}}, "<table>\n"},
		{"empty", [][]string{{""}, {""}}, `<table>` + "\n" + `<colgroup><col class="w2"><col class="w2"></colgroup>` + "\n"},
		{"the longest cell decides", [][]string{{"甲", "甲乙丙丁戊己庚辛", "甲"}, {"x"}}, `<table>` + "\n" + `<colgroup><col class="w6"><col class="w2"></colgroup>` + "\n"},
		{"long text takes what is left", [][]string{{"甲"}, {"甲", long}}, `<table>` + "\n" + `<colgroup><col class="w2"><col></colgroup>` + "\n"},
		{"a word stays whole", [][]string{{"--destination"}, {long}}, `<table class="w17">` + "\n" + `<colgroup><col class="w8"><col></colgroup>` + "\n"},
		{"but not every word", [][]string{{strings.Repeat("x", 23)}, {strings.Repeat("x", 999)}}, `<table class="w17">` + "\n" + `<colgroup><col class="w10"><col></colgroup>` + "\n"},
	} {
		columns := make([]column, len(tc.cells))
		for i, cells := range tc.cells {
			for _, cell := range cells {
				columns[i].hold([]byte(cell))
			}
		}
		if got := string(appendColumns(nil, columns)); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
}

// A table of very many columns asks for the widest class that there is; its
// columns' own widths make it wider.
func TestManyColumns(t *testing.T) {
	got := string(appendColumns(nil, make([]column, 500)))
	if !strings.HasPrefix(got, `<table class="w96">`) || strings.Count(got, "<col ") != 500 {
		t.Errorf("got %.80s…", got)
	}
}

// Whatever width is asked for, the style sheet has a class for it.
func TestStyleSheetKnowsWidths(t *testing.T) {
	css, err := os.ReadFile("../../templates/assets/prose.css")
	if err != nil {
		t.Fatal(err)
	}
	widths := slices.Clone(tableUnits[1:])
	for units := 2; units <= mostUnits; units++ {
		widths = append(widths, units)
	}
	for _, w := range widths {
		if rule := fmt.Sprintf(".w%d {\n  --w: %d;\n}", w, w); !bytes.Contains(css, []byte(rule)) {
			t.Errorf("prose.css lacks %s", rule)
		}
	}
}
