package shots_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rehearse/demo/flowfile"
	"rehearse/demo/route"
	"rehearse/generator/shots"
)

const lost = `
title: {zh: 找回, en: Recover}
start: who
record: {name: 孙小样}
screens:
  who:
    title: {zh: 是谁, en: Who}
    fields: {name: {label: {zh: 姓名, en: Name}, equals: record.name}}
    buttons: [{label: {zh: 下一步, en: Next}, submit: true, to: done}]
  done: {outcome: success, title: {zh: 好了, en: Done}}
`

// shot is one of the screen who, with changes to the flow in pairs of old and new.
func shot(t testing.TB, changes ...string) shots.Shot {
	t.Helper()
	f, problems := flowfile.Parse("a/lost.flow.yaml", []byte(strings.NewReplacer(changes...).Replace(lost)))
	if f == nil {
		t.Fatalf("%v", problems)
	}
	return shots.Shot{
		FlowFile: "a/lost.flow.yaml", Flow: f, Route: route.Samples(f), Screen: f.Start, Lang: "zh-CN",
		Callouts: []string{"f0", "b0"}, Article: "index.md", Style: []byte("p{margin:0}"),
	}
}

func TestParseName(t *testing.T) {
	for _, c := range []struct {
		name string
		want shots.Name
		ok   bool
	}{
		{"lost.who.png", shots.Name{Flow: "lost.flow.yaml", Screen: "who"}, true},
		{"../b/lost.who.phone.png", shots.Name{Flow: "../b/lost.flow.yaml", Screen: "who", Size: shots.Phone}, true},
		{"/a/lost.v2.who.cover.png", shots.Name{Flow: "/a/lost.v2.flow.yaml", Screen: "who", Size: shots.Cover}, true},
		{"lost.phone.png", shots.Name{Flow: "lost.flow.yaml", Screen: "phone"}, true},
		{"../lost.phone.phone.png", shots.Name{Flow: "../lost.flow.yaml", Screen: "phone", Size: shots.Phone}, true},
		{"phone.png", shots.Name{}, false},
		{".phone.png", shots.Name{}, false},
		{"%E6%89%BE.%E8%B0%81.wide.png", shots.Name{Flow: "%E6%89%BE.flow.yaml", Screen: "谁", Size: shots.Wide}, true},
		{"who.png", shots.Name{}, false},
		{"../who.png", shots.Name{}, false},
		{".who.png", shots.Name{}, false},
		{"lost..png", shots.Name{}, false},
		{"lost.a%2Fb.png", shots.Name{}, false},
		{"lost.who.jpg", shots.Name{}, false},
		{"lost.who.png#top", shots.Name{}, false},
		{"", shots.Name{}, false},
	} {
		got, ok := shots.ParseName(c.name)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%q: got %+v, %t, want %+v, %t", c.name, got, ok, c.want, c.ok)
		}
	}
}

func TestFile(t *testing.T) {
	for want, name := range map[string]shots.Name{
		"zh/a/lost.who.png":       {Flow: "x.flow.yaml", Screen: "who"},
		"zh/a/lost.who.cover.png": {Screen: "who", Size: shots.Cover},
	} {
		if got := name.File("zh/a/lost.flow.yaml"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// What changes the look makes a picture stale; what does not, leaves it.
func TestStaleness(t *testing.T) {
	before, err := shot(t).Provenance()
	if err != nil {
		t.Fatal(err)
	}
	changed := func(change func(*shots.Shot)) shots.Shot {
		s := shot(t)
		change(&s)
		return s
	}
	for name, c := range map[string]struct {
		shot  shots.Shot
		stale bool
	}{
		"nothing":            {shot(t), false},
		"another label":      {shot(t, "姓名", "名字"), true},
		"another button":     {shot(t, "下一步", "继续"), true},
		"another language":   {changed(func(s *shots.Shot) { s.Lang = "en" }), true},
		"unseen translation": {shot(t, "en: Name", "en: Full name"), false},
		"another screen":     {shot(t, "好了", "办好了"), false},
		"fewer numbers":      {changed(func(s *shots.Shot) { s.Callouts = s.Callouts[:1] }), true},
		"numbers reordered":  {changed(func(s *shots.Shot) { s.Callouts = []string{"b0", "f0"} }), true},
		"named twice":        {changed(func(s *shots.Shot) { s.Callouts = []string{"f0", "b0", "f0"} }), false},
		"another size":       {changed(func(s *shots.Shot) { s.Size = shots.Phone }), true},
		"the same size":      {changed(func(s *shots.Shot) { s.Size = shots.Wide }), false},
		"another style":      {changed(func(s *shots.Shot) { s.Style = []byte("p{margin:1px}") }), true},
		"the flow moved":     {changed(func(s *shots.Shot) { s.FlowFile = "b/lost.flow.yaml" }), false},
		"the flow renamed":   {changed(func(s *shots.Shot) { s.FlowFile = "a/found.flow.yaml" }), true},
	} {
		current, err := before.IsOf(c.shot)
		if err != nil {
			t.Fatal(err)
		}
		if current == c.stale {
			t.Errorf("%s: current is %t", name, current)
		}
	}
}

func TestDocument(t *testing.T) {
	d, err := shot(t).Document()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`lang="zh-CN"`, "default-src 'none'", "p{margin:0}", "姓名",
		`[data-field="0"]::before{content:"1"}`, `[data-button="0"]::before{content:"2"}`,
	} {
		if !bytes.Contains(d.HTML, []byte(want)) {
			t.Errorf("no %s in the document", want)
		}
	}
	if bytes.Contains(d.HTML, []byte("<script")) || bytes.Contains(d.HTML, []byte("好了")) {
		t.Errorf("more than the screen is in the document")
	}
}

// A cover has no numbers, and the next screen behind it.
func TestCover(t *testing.T) {
	s := shot(t)
	s.Size = shots.Cover
	d, err := s.Document()
	if err != nil {
		t.Fatal(err)
	}
	if d.Width != 1200 || d.Height != 630 || d.Scale != 1 {
		t.Errorf("a cover is %d × %d, at %d", d.Width, d.Height, d.Scale)
	}
	if !bytes.Contains(d.HTML, []byte("好了")) || bytes.Contains(d.HTML, []byte(`"]::before{content`)) {
		t.Errorf("wrong cover:\n%s", d.HTML)
	}
}

// grid is a picture with a number of colours.
func grid(colours int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, 40, 40))
	for i := range 40 * 40 {
		c := i % colours
		m.SetRGBA(i%40, i/40, color.RGBA{uint8(c), uint8(c >> 8), 7, 255})
	}
	return m
}

// The file is the same picture, and tells where it comes from.
func TestEncode(t *testing.T) {
	for _, colours := range []int{1, 256, 257} {
		s := shot(t)
		data, err := s.Encode(grid(colours))
		if err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		want := grid(colours)
		for i := range 40 * 40 {
			if x, y := i%40, i/40; color.RGBAModel.Convert(got.At(x, y)) != want.At(x, y) {
				t.Fatalf("%d colours: pixel %d,%d differs", colours, x, y)
			}
		}
		if _, few := got.(*image.Paletted); few != (colours <= 256) {
			t.Errorf("%d colours: a palette is %t", colours, few)
		}
		from, ok := shots.Read(data)
		mine, err := s.Provenance()
		if err != nil || !ok || cmp.Diff(mine, from) != "" {
			t.Errorf("read %+v, %t, want %+v", from, ok, mine)
		}
		if again, err := s.Encode(grid(colours)); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%d colours: the same picture makes another file", colours)
		}
	}
}

func TestReadForeign(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, grid(3)); err != nil {
		t.Fatal(err)
	}
	if p, ok := shots.Read(b.Bytes()); ok {
		t.Errorf("a picture by others says %+v", p)
	}
}

// A picture that says what no screenshot of ours would say is not one.
func TestReadMalformed(t *testing.T) {
	data, err := shot(t).Encode(grid(3))
	if err != nil {
		t.Fatal(err)
	}
	for _, callouts := range []string{`["f0",""]  `, `["f0","x0"]`, `["f0","f "]`, `["f0","f"] `, `["f0", 70] `, `{"f0":"b0"}`} {
		bad := bytes.Replace(data, []byte(`["f0","b0"]`), []byte(callouts), 1)
		if bytes.Equal(bad, data) || len(bad) != len(data) {
			t.Fatal("the provenance is not where it was")
		}
		if p, ok := shots.Read(bad); ok {
			t.Errorf("%s is taken for controls: %+v", callouts, p)
		}
	}
}

// Whatever a file holds, reading it ends, and what is read can be compared.
func FuzzRead(f *testing.F) {
	data, err := shot(f).Encode(grid(3))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:len(data)/2])
	f.Add(slices.Concat(data[:8], bytes.Repeat([]byte{0xff}, 40)))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, ok := shots.Read(data)
		if !ok {
			return
		}
		s := shot(t)
		s.Lang, s.Callouts, s.Article = p.Lang, p.Callouts, p.Article
		if _, err := p.IsOf(s); err != nil {
			t.Error(err)
		}
	})
}
