package pipeline_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// A pager leads to the ends of a list and to what is near, and shows where it
// leaves something out.
func TestPager(t *testing.T) {
	content := fstest.MapFS{"site.yaml": text("title: T\npageSize: 1\n"), "g/_index.md": article("G", "")}
	for i := range 9 {
		content[fmt.Sprintf("g/a%d.md", i)] = article(fmt.Sprintf("A%d", i), "Text.")
	}
	r := rendererOf(t, content)
	for page, want := range map[string]string{
		"":        "[1] 2 3 … 9",
		"page/2/": "1 [2] 3 4 … 9",
		"page/4/": "1 2 3 [4] 5 6 … 9",
		"page/5/": "1 … 3 4 [5] 6 7 … 9",
		"page/6/": "1 … 4 5 [6] 7 8 9",
		"page/9/": "1 … 7 8 [9]",
	} {
		file := "g/" + page + "index.html"
		target, ok := r.Route(file)
		if !ok {
			t.Fatalf("there is no %s", file)
		}
		html := string(fileOf(t, content, target, file))
		_, list, _ := strings.Cut(html, `<nav class="pager"`)
		list, _, _ = strings.Cut(list, "</ol>")
		var got []string
		for _, link := range regexp.MustCompile(`<li>.*?</li>`).FindAllString(list, -1) {
			name := regexp.MustCompile(`>([^<>]+)</(a|span)>`).FindStringSubmatch(link)[1]
			if strings.Contains(link, `aria-current="page"`) {
				name = "[" + name + "]"
			}
			got = append(got, name)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", file, s, want)
		}
	}
}
