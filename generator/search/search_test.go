package search

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// small is a site of which every page says something of its own.
func small() []Document {
	return []Document{
		{URL: "/a/", Title: "找回公积金登录密码", Section: "公积金", Description: "忘记密码时怎么办", Terms: []string{"密码", "办事指南"},
			Names: []string{"重置"}, Text: "打开个人网上业务平台(北京中心)。\n拨打 12329 热线\nＡＰＰ里也可以\n重置",
			Places: []Place{{AtHeading, "open", 0}, {AtStep, "step-open-1", len("打开个人网上业务平台(北京中心)。\n")}, {AfterStep, "open", len("打开个人网上业务平台(北京中心)。\n拨打 12329 热线\n")},
				{AtRehearsal, "rehearsal", len("打开个人网上业务平台(北京中心)。\n拨打 12329 热线\nＡＰＰ里也可以\n")}}},
		{URL: "/b/", Title: "交易密码", Headings: []string{"登录之后"}, Text: "登录之后\n在“辅助功能”下点击“交易密码找回”。积金公字"},
		{URL: "/c/", Title: "柜台办理", Text: "请带身份证原件，使用 App 登录。Café Straße İstanbul 𠮷野家 한국어 ｶﾞｲﾄﾞ"},
		{URL: "/d/", Title: "About passwords", Text: "A good password is long.\nC++ and 3.5 are fine; the ﬁnal sign-in\nab"},
	}
}

func build(documents []Document) []File {
	b := NewBuilder(Options{Path: "search/zh", Lang: "zh-CN", Dialog: "<dialog></dialog>"})
	for _, d := range documents {
		b.Add(d)
	}
	return b.Finish()
}

// pagesOf returns the URLs of the candidates, the best first, equal ones in their order.
func (r *reader) pagesOf(query string) []string {
	scores := r.candidates(strings.Fields(query))
	pages := slices.Collect(maps.Keys(scores))
	urls := make(map[int]string)
	for _, page := range pages {
		urls[page] = r.record(page)[0]
	}
	slices.SortFunc(pages, func(a, b int) int {
		return cmp.Or(cmp.Compare(scores[b], scores[a]), cmp.Compare(urls[a], urls[b]))
	})
	all := []string{}
	for _, page := range pages {
		all = append(all, urls[page])
	}
	return all
}

// pageAt returns the number of the page with a URL.
func (r *reader) pageAt(url string) int {
	for _, page := range r.pages() {
		if r.record(page)[0] == url {
			return page
		}
	}
	r.t.Fatalf("no page %s", url)
	return 0
}

func TestFinds(t *testing.T) {
	r := newReader(t, "search/zh", build(small()))
	for query, want := range map[string][]string{
		"密码":          {"/a/", "/b/"},
		"登录":          {"/a/", "/b/", "/c/"}, // title, heading, text
		"公积金":         {"/a/"},               // not the scattered 积金公
		"密":           {"/a/", "/b/"},
		"12329":       {"/a/"},
		"2":           {"/a/"},
		"app":         {"/a/", "/c/"},
		"使用app登录":     {"/c/"},
		"密码 辅助":       {"/b/"},
		"辅助功能”下":      {"/b/"},
		"cafe":        {"/c/"},
		"ISTANBUL":    {"/c/"},
		"strasse":     {"/c/"},
		"chongzhi":    {"/a/"},
		"zhongzhi":    {},
		"𠮷野":          {"/c/"},
		"한국":          {"/c/"},
		"ガイド":         {"/c/"},
		"sword":       {"/d/"},
		"final":       {"/d/"},
		"c++":         {"/a/", "/c/", "/d/"}, // c alone, before verification
		"3.5":         {"/d/"},
		"gongjijin":   {"/a/"},
		"gjj":         {"/a/"},
		"不存在的词":       {},
		"":            {"/a/", "/b/", "/c/", "/d/"},
		"！":           {"/a/", "/b/", "/c/", "/d/"},
		"找回 password": {},
	} {
		got := r.pagesOf(query)
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", query, got, want)
		}
	}
}

func TestRecord(t *testing.T) {
	r := newReader(t, "search/zh", build(small()))
	got := r.record(r.pageAt("/a/"))
	want := []string{"/a/", "找回公积金登录密码", "公积金", "忘记密码时怎么办", "密码 办事指南",
		"h0:open s1 a1 r1:rehearsal",
		"打开个人网上业务平台(北京中心)。\n拨打 12329 热线\nＡＰＰ里也可以\n重置"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// TestRecall looks for pieces of pages, wherever they are cut.
func TestRecall(t *testing.T) {
	c := newCorpus()
	texts, numbers := make([]string, 600), make([]int, 600)
	b := NewBuilder(Options{Path: "s", Lang: "zh"})
	for i := range texts {
		d := c.article(i, 3000).document(i)
		d.URL = fmt.Sprint("/", i)
		texts[i] = d.Text
		b.Add(d)
	}
	r := newReader(t, "s", b.Finish())
	for _, page := range r.pages() {
		i, err := strconv.Atoi(r.record(page)[0][1:])
		if err != nil {
			t.Fatal(err)
		}
		numbers[i] = page
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 600 {
		page := random.IntN(len(texts))
		line := pick(random, strings.Split(strings.TrimSpace(texts[page]), "\n"))
		chars := []rune(line)
		from := random.IntN(len(chars))
		query := string(chars[from:min(len(chars), from+1+random.IntN(8))])
		found := r.candidates(strings.Fields(query))
		for i, text := range texts {
			if _, ok := found[numbers[i]]; !ok && strings.Contains(text, query) {
				t.Fatalf("%q is in page %d, which was not found", query, i)
			}
		}
		if _, ok := found[numbers[page]]; !ok {
			t.Fatalf("%q: page %d not found", query, page)
		}
	}
}

func pick(random *rand.Rand, from []string) string { return from[random.IntN(len(from))] }

// TestPrecise: a query of one gram has no candidate that does not contain it.
func TestPrecise(t *testing.T) {
	c := newCorpus()
	b := NewBuilder(Options{Path: "s", Lang: "zh"})
	for i := range 200 {
		b.Add(c.article(i, 2000).document(i))
	}
	r := newReader(t, "s", b.Finish())
	for _, query := range []string{"密码", "的", "公积", "手机", "12", "2", "app"} {
		found := r.candidates([]string{query})
		for _, page := range r.pages() {
			text := strings.Join(r.record(page)[1:], "\n")
			_, got := found[page]
			if want := strings.Contains(strings.ToLower(text), query); got != want {
				t.Errorf("%q in page %d: found %t, contained %t", query, page, got, want)
			}
		}
	}
}

// TestDeterminism: neither the order of calls nor the processors show.
func TestDeterminism(t *testing.T) {
	c := newCorpus()
	documents := make([]Document, 120)
	for i := range documents {
		documents[i] = c.article(i, 1500).document(i)
	}
	want := build(documents)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, processors := range []int{1, 2, 3, 8} {
		runtime.GOMAXPROCS(processors)
		b := NewBuilder(Options{Path: "search/zh", Lang: "zh-CN", Dialog: "<dialog></dialog>"})
		var wait sync.WaitGroup
		for _, i := range rand.New(rand.NewPCG(uint64(processors), 0)).Perm(len(documents)) {
			wait.Go(func() { b.Add(documents[i]) })
		}
		wait.Wait()
		got := b.Finish()
		if !slices.EqualFunc(got, want, func(x, y File) bool { return x.Path == y.Path && bytes.Equal(x.Data, y.Data) }) {
			t.Errorf("with %d processors the index is another", processors)
		}
	}
}

// contents are the data of an index's files by their paths.
func contents(documents []Document) map[string][]byte {
	all := make(map[string][]byte)
	for _, f := range build(documents) {
		all[f.Path] = f.Data
	}
	return all
}

// changed returns which files are new or differ.
func changed(before, after map[string][]byte) []string {
	var all []string
	for name, data := range after {
		if !bytes.Equal(before[name], data) {
			all = append(all, name)
		}
	}
	return all
}

// TestOneMorePage: a page that comes takes a free number, and moves few others.
func TestOneMorePage(t *testing.T) {
	c := newCorpus()
	documents := make([]Document, 400)
	for i := range documents {
		documents[i] = c.article(i, 1500).document(i)
	}
	before := contents(documents[1:])
	after := contents(documents)
	records := 0
	for _, name := range changed(before, after) {
		if strings.HasPrefix(path.Base(name), "r") {
			records++
		}
	}
	if records == 0 || records > 20 {
		t.Errorf("with one page more, %d of %d files change, of which %d are of records", len(changed(before, after)), len(after), records)
	}
}

// TestNumbers: every page has a number of its own, those of a weight together.
func TestNumbers(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 7, 8, 30, 1000} {
		var docs []*document
		for i := range n {
			docs = append(docs, &document{url: fmt.Sprint("/", i), weight: []float64{1, 0.2}[i%2]})
		}
		slots, runs := placePages(docs)
		last := -1
		for _, d := range docs {
			if d.slot <= last || d.slot >= slots {
				t.Errorf("of %d pages, one has the number %d after %d, below %d", n, d.slot, last, slots)
			}
			last = d.slot
			of := 0.0
			for _, run := range runs {
				if float64(d.slot) >= run[0] {
					of = run[1]
				}
			}
			if of != d.weight {
				t.Errorf("of %d pages, number %d is in the run of weight %g, but weighs %g", n, d.slot, of, d.weight)
			}
		}
	}
}

// TestCodes: what is coded is decoded, in either alphabet.
func TestCodes(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		a := newAlphabet(lang)
		if n := len([]rune(a.Chars)) + len(a.Highs); n > escape {
			t.Fatalf("%s: %d codes", lang, n)
		}
		c := newCoder(a)
		var units []uint16
		for unit := range 1 << 16 {
			units = append(units, uint16(unit))
		}
		if !slices.Equal(c.decode(nil, c.encode(nil, units)), units) {
			t.Errorf("%s: what is decoded is not what was coded", lang)
		}
	}
}

// TestNeighbours: whoever looks for a word has its synonyms, too.
func TestNeighbours(t *testing.T) {
	together := neighbours([][]string{{"忘记", "记不得"}, {"登錄", "log in, Website", "忘记了", "公积金 App"}}, newVariants())
	want := map[uint32]uint32{}
	for i, grams := range [][]gram{
		{{'忘', '记'}, {'记', '不'}, {'不', '得'}},
		{{'登', '录'}, {'l', 'o', 'g'}, {'i', 'n'}, {'w', 'e', 'b'}, {'e', 'b', 's'}, {'b', 's', 'i'}, {'s', 'i', 't'}, {'i', 't', 'e'},
			{'记', '了'}, {'公', '积'}, {'积', '金'}, {'金', 'a'}, {'a', 'p', 'p'}},
	} {
		for _, g := range grams {
			want[g.hash()] = uint32(i)
		}
	}
	if !maps.Equal(together, want) {
		t.Errorf("got %v\nwant %v", together, want)
	}
}

// TestStable: one changed sentence changes the record of its page, and the shards
// of the grams that come or go.
func TestStable(t *testing.T) {
	c := newCorpus()
	documents := make([]Document, 400)
	for i := range documents {
		documents[i] = c.article(i, 3000).document(i)
	}
	before := contents(documents)
	lines := strings.Split(documents[77].Text, "\n")
	lines[5] = "这一句话是后来才写的，别处没有。"
	documents[77].Text = strings.Join(lines, "\n")
	after := contents(documents)
	names, size := changed(before, after), 0
	for _, name := range names {
		size += len(after[name])
	}
	t.Logf("%d of %d files, %d bytes", len(names), len(after), size)
	if len(names) == 0 || len(names) > 60 || size > 200<<10 {
		t.Errorf("%d of %d files change, of %d bytes", len(names), len(after), size)
	}
}

func TestUnusual(t *testing.T) {
	long := strings.Repeat("很长的一页", 20000)
	for name, documents := range map[string][]Document{
		"no pages":      nil,
		"an empty page": {{}},
		"no words":      {{Title: "……", Text: "——！"}},
		"invalid UTF-8": {{URL: "/x/", Title: "a\xffb", Text: "\xe4\xb8"}},
		"a long page":   {{URL: "/x/", Title: "长", Text: long + "末尾"}},
		"line breaks":   {{URL: "/x/", Title: "一\n二", Description: "三\r\n四"}},
		"every unit":    {{URL: "/x/", Text: everyRune()}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newReader(t, "search/zh", build(documents))
			if len(r.pages()) != len(documents) {
				t.Fatalf("%d pages", len(r.pages()))
			}
			if name == "a long page" {
				if got := r.pagesOf("末尾"); len(got) != 1 {
					t.Errorf("its end is not found")
				}
				if text := r.record(r.pageAt("/x/"))[recordLines]; !strings.HasSuffix(text, "末尾") {
					t.Errorf("its record of %d bytes does not go to its end", len(text))
				}
			}
			for _, d := range documents {
				if lines := r.record(r.pageAt(d.URL)); lines[0] != d.URL || len(lines) != recordLines+1 {
					t.Errorf("record %q", lines)
				}
			}
		})
	}
}

func everyRune() string {
	var b strings.Builder
	for r := rune(1); r < 0x20000; r++ {
		if r < 0xD800 || r > 0xDFFF {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// TestLargeSites inverts with 64 bits, and in two goes, what was inverted with
// 32 in one.
func TestLargeSites(t *testing.T) {
	c := newCorpus()
	var documents []*document
	coder := newCoder(newAlphabet("zh"))
	room := &workspace{alphabet: coder}
	for i := range 60 {
		documents = append(documents, newDocument(c.article(i, 1500).document(i), nil, room))
	}
	slots, _ := placePages(documents)
	counts := countUnits(documents, coder)
	letters := newLetters(counts.total(), nil)
	narrow := newInverter[uint32](slots, counts, letters, 9, 16).run()
	large := newInverter[uint64](slots, counts, letters, 40, 20)
	large.atOnce = 1000
	wide := large.run()
	if !slices.EqualFunc(narrow, wide, func(x, y entries) bool {
		return bytes.Equal(x.data, y.data) && slices.Equal(x.index, y.index)
	}) {
		t.Error("the entries differ")
	}
}

func FuzzBuild(f *testing.F) {
	f.Add("找回密码", "忘记 App 密码\n12329")
	f.Add("ﬁ½㌀ ́", "İ\u200b한글\xff")
	f.Fuzz(func(t *testing.T, title, text string) {
		documents := []Document{{URL: "/1/", Title: title, Text: text}, {URL: "/2/", Title: text, Text: title}}
		r := newReader(t, "search/zh", build(documents))
		for _, line := range strings.Split(text, "\n") {
			for _, word := range strings.Fields(line) {
				word = strings.ToValidUTF8(word, "\uFFFD")
				if got := r.pagesOf(word); len(got) != 2 {
					t.Fatalf("%q found in %v", word, got)
				}
			}
		}
	})
}

func TestRice(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for _, total := range []int{1, 2, 7, 64, 1000, 70000} {
		for _, share := range []float64{0, 0.0005, 0.01, 0.3, 0.5, 0.51, 0.99, 1} {
			t.Run(fmt.Sprint(total, " ", share), func(t *testing.T) {
				var list []uint32
				want := map[int]int{}
				for page := range total {
					if random.Float64() < share || share > 0 && page == total-1 {
						list = append(list, uint32(page))
						want[page] = 1
					}
				}
				r := &reader{t: t}
				r.manifest.Slots = total
				got := map[int]int{}
				rest := r.mark(got, appendList(nil, list, total), len(list), 1)
				if len(rest) != 0 {
					t.Errorf("%d bytes left", len(rest))
				}
				if len(got) != len(want) {
					t.Errorf("%d pages, want %d", len(got), len(want))
				}
				for page := range want {
					if got[page] != 1 {
						t.Fatalf("page %d is lost", page)
					}
				}
			})
		}
	}
}

// A word of letters whose parts are in the pinyin of many Chinese titles, and which
// is nowhere itself, has no page read for it.
func TestLettersAmongChinese(t *testing.T) {
	b := NewBuilder(Options{Path: "s", Lang: "zh-CN"})
	for i := range 600 {
		b.Add(Document{URL: fmt.Sprintf("/%d/", i), Title: []string{"规定", "你的"}[i%2]}) // guiding, nide
	}
	files := b.Finish()
	for query, want := range map[string]int{"guid": 300, "nide": 300, "guide": 0} {
		if got := len(newReader(t, "s", files).candidates([]string{query})); got != want {
			t.Errorf("for %q %d pages are read, want %d", query, got, want)
		}
	}
}
