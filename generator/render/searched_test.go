package render

import (
	"slices"
	"testing"

	"rehearse/demo/flowfile"
	"rehearse/demo/player"
	"rehearse/generator/search"
	"rehearse/generator/site"
)

// What is found of a rehearsal is what is read there: of a value, that there is one.
func TestRehearsalLines(t *testing.T) {
	f, problems := flowfile.Parse("a.flow.yaml", []byte(`title: 领证
start: a
record: {name: 孙小样}
screens:
  a:
    title: "{record.name}，您好"
    fields: {n: {label: "姓名{全}", equals: record.name, message: "应是 {record.name}", hint: "用 {{笔}} 写"}}
    buttons: [{label: 提交, submit: true, to: b}]
  b: {outcome: success, text: 好}
`))
	if f == nil {
		t.Fatal(problems)
	}
	c := &content{page: &site.Page{Lang: "zh"}, uses: []use{{id: "x", view: &player.View{Flow: f}}}}
	d := new(search.Document)
	got := c.rehearsalLines("x", d)
	want := []string{"领证", "…，您好", "姓名{全}", "用 {笔} 写", "应是 …", "提交", "好"}
	if !slices.Equal(got, want) || !slices.Equal(d.Names, []string{"姓名{全}", "提交"}) {
		t.Errorf("got %q, named %q; want %q", got, d.Names, want)
	}
}
