package draft

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rehearse/demo/walk"
)

// FromSteps drafts a flow from what the steps of an article say, in its language.
func FromSteps(lang, title string, lists [][]walk.Step) *Flow {
	f := &Flow{Lang: lang, Title: title}
	var acts []act
	for _, list := range lists {
		for i, step := range list {
			acts = append(acts, actsOf(step, i+1 == len(list))...)
			f.Phone = f.Phone || phone.MatchString(step.Words)
		}
	}
	f.tell(acts)
	return f
}

// verbs find the words that say what is done, in the order in which they are tried.
var verbs = []struct {
	verb verb
	word *regexp.Regexp
}{
	{tick, label(`勾选|打勾|打钩|勾上|\b(tick|check)\b`)},
	{fill, label(`填写|填入|填进|填到|填|输入|录入|输|\b(fill in|fill|enter|type (in|the|your)|write)\b`)},
	{choose, label(`选择|选中|选取|选|\b(choose|select|pick)\b`)},
	{press, label(`点击|单击|双击|点开|点按|轻点|点|按下|按|进入|打开|\b(click|press|tap|open|go to|hit)\b`)},
	{open, label(`找到|\bfind\b`)},
	{see, label(`看到|显示|提示|出现|弹出|\b(see|read|shows?|says?|appears?)\b`)},
}

// breaks end a clause.
const breaks = "，。；：,.;:!！?？"

// lastVerb returns the last verb of a text, and what stands behind it. A verb within
// another is none: “勾选” does not choose.
func lastVerb(text string) (v verb, behind string) {
	start, end := -1, -1
	for _, one := range verbs {
		for _, found := range one.word.FindAllStringIndex(text, -1) {
			if found[1] > end || found[1] == end && found[0] < start {
				v, start, end = one.verb, found[0], found[1]
			}
		}
	}
	return v, text[max(end, 0):]
}

var (
	connector  = label(`^\s*(以?及|和|与|或者?|、|/|，|,|and|or|then|the|your|an|a|\s)*\s*$`)
	otherwise  = label(`或|\bor\b|/`)
	within     = label(`(在|用|\b(in|for|under|at|from|with))\s*(the\s*)?$`)
	one        = label(`(一个|一项|一种|您的|你的|\b(an?|one|your))\s*$`)
	optional   = label(`^\s*(可以?不填|选填|可填可不填|可以留空|\W*\b(is )?optional)`)
	page       = label(`^\s*(页面?|界面|窗口|对话框|字样|\b(page|screen|dialog|window)\b)`)
	pageBefore = label(`(页面|窗口|\b(page|screen|dialog|window))\s*(的|called|named)?\s*$`)
	website    = label(`^\s*(网站|官网|官方|平台|网址|\b(web ?site|site)\b)`)
	tab        = label(`^\s*(标签|页签|选项卡|\btab\b)`)
	tabBefore  = label(`(标签|页签|选项卡|\btab)\s*$`)
	aside      = label(`\([^()]*\)|（[^（）]*）`)
	size       = label(`^\s*[（(]?\s*(?:为|应为|是)?\s*(\d{1,2})\s*(?:位|个|digits?\b|characters?\b)\s*(?:阿拉伯)?(数字)?`)
	phone      = label(`\bapp\b|手机应用|小程序|公众号`)
	box        = label(`^\s*(输入框|文本框|框|栏|一栏|\b(field|box)\b)`)
	succeeded  = label(`(?:提示|显示|看到|出现)(?:您)?的?[^，。；“”]{0,4}?([^，。；“”提示显看到]{2,12}成功)`)
	equalsSign = label(`^\s*(里|中|内|框|栏|处|下)?\s*(选择?|为|是|：|:|=|\bto\b|\bas\b)*\s*$`)
)

// place is a name in a step, with the words around it.
type place struct {
	walk.Name
	// before are the words since the last name, after those up to the next.
	before, after string
	// size is how long it says the value is.
	size []string
}

// places returns the names of a step, and the words behind the last one.
func places(s walk.Step) (all []place, tail string) {
	s.Words = strings.ReplaceAll(s.Words, "\n", " ")
	from := 0
	for _, n := range s.Names {
		at := min(max(n.At, from), len(s.Words))
		end := min(at+1, len(s.Words))
		if n.Loose {
			end = min(at+len(n.Text), len(s.Words))
		}
		if k := len(all); k > 0 {
			all[k-1].after = s.Words[from:at]
		}
		all = append(all, place{Name: n, before: s.Words[from:at]})
		from = end
	}
	if k := len(all); k > 0 {
		all[k-1].after = s.Words[from:]
	}
	for i := range all {
		all[i].size = size.FindStringSubmatch(all[i].after)
		all[i].before, all[i].after = aside.ReplaceAllString(all[i].before, " "), aside.ReplaceAllString(all[i].after, " ")
	}
	return all, aside.ReplaceAllString(s.Words[from:], " ")
}

// clause returns the last clause of the words before a name.
func lastClause(words string) string {
	return words[strings.LastIndexAny(words, breaks)+1:]
}

// firstClause returns the first clause of the words after a name.
func firstClause(words string) string {
	if i := strings.IndexAny(words, breaks); i >= 0 {
		return words[:i]
	}
	return words
}

// actsOf returns what a step says is done.
func actsOf(s walk.Step, last bool) []act {
	all, tail := places(s)
	var acts []act
	for i, p := range all {
		acts = append(acts, unquoted(p.before, true)...)
		var before *act
		if len(acts) > 0 && i > 0 {
			before = &acts[len(acts)-1]
		}
		if a, ok := actOf(p, before, all[i+1:]); ok {
			acts = append(acts, a)
		}
	}
	acts = append(acts, unquoted(tail, false)...)
	if found := succeeded.FindStringSubmatch(tail); last && found != nil {
		acts = append(acts, act{verb: see, name: found[1]})
	}
	return acts
}

// actOf returns what is done with a name. before is what was done last in the
// step, rest are the names to come.
func actOf(p place, before *act, rest []place) (act, bool) {
	a := act{name: strings.Join(strings.Fields(p.Text), " ")}
	clause, after := lastClause(p.before), firstClause(p.after)
	var behind string
	a.verb, behind = lastVerb(clause)
	goesOn := before != nil && connector.MatchString(p.before)
	if v, _ := lastVerb(verbBehind(after, rest)); v == fill && strings.ContainsAny(p.before, breaks) {
		goesOn = false // “假期类型”选“年假”，“开始日期”“结束日期”照实填写
	}
	switch {
	case page.MatchString(p.after) || pageBefore.MatchString(p.before) || website.MatchString(p.after):
		a.verb = see
	case box.MatchString(p.after) && a.verb != choose:
		a.verb = fill
	case a.verb == none && goesOn && before.verb != open:
		a.verb, a.of, a.role = before.verb, "", before.role
		a.also = a.verb == choose && before.of != before.name && otherwise.MatchString(p.before)
		if a.also {
			return a, !p.Loose
		}
	case a.verb == none && before != nil && before.verb == choose && before.of == before.name && equalsSign.MatchString(p.before):
		a.verb, behind = choose, ""
	case a.verb == none:
		a.verb, _ = lastVerb(verbBehind(after, rest))
		a.within = within.MatchString(clause)
		if a.verb == press || a.verb == see || a.verb == none && a.within {
			a.verb = fill
		}
	}
	a.limits(p)
	if a.verb == choose {
		chooseWhat(&a, p, before, rest)
	}
	if a.verb == none && !p.Loose {
		a.verb = see
	}
	return a, !p.Loose || a.verb != none && strings.TrimSpace(behind) == "" || a.verb == fill && ideaOf(a.name) != nil
}

// verbBehind returns the words behind a name, or behind the last of several that
// follow each other: “开始日期”“结束日期”照实填写.
func verbBehind(after string, rest []place) string {
	for len(rest) > 0 && connector.MatchString(after) && connector.MatchString(rest[0].before) {
		after, rest = firstClause(rest[0].after), rest[1:]
	}
	return after
}

// limits notes what a step says of a value.
func (a *act) limits(p place) {
	a.optional = optional.MatchString(p.after)
	if a.verb == fill && p.size != nil {
		a.length, _ = strconv.Atoi(p.size[1])
		a.digits = p.size[2] != "" || strings.Contains(p.size[0], "digit")
	}
}

// chooseWhat decides whether a name that is chosen is a field, an option of one, or
// something that may be either an option or a button.
func chooseWhat(a *act, p place, before *act, rest []place) {
	isField := isFieldLabel(a.name) || one.MatchString(p.before)
	field := before != nil && (before.verb == choose && before.of == before.name || before.within ||
		before.verb == fill && (within.MatchString(firstPart(p.before)) || equalsSign.MatchString(p.before)))
	switch {
	case tab.MatchString(p.after) || tabBefore.MatchString(p.before):
		a.verb, a.role = press, "tab"
	case field && !isField: // in “City”, choose “Beijing”
		a.of = before.name
	case isField, within.MatchString(lastClause(p.before)), choosesNext(p, rest):
		a.of = a.name
	}
}

// firstPart is what stands before the first break.
func firstPart(words string) string { return words[:max(0, strings.IndexAny(words, breaks))] }

// choosesNext reports whether what is chosen in a name is the next name.
func choosesNext(p place, rest []place) bool {
	if len(rest) == 0 {
		return false
	}
	v, _ := lastVerb(lastClause(rest[0].before))
	return (v == choose || v == none) && equalsSign.MatchString(rest[0].before) && strings.TrimSpace(rest[0].before) != ""
}

// pieces divide a clause into what may be the names of fields.
var pieces = label(`填写|填入|填进|填到|填|输入|录入|输|选择|选|的|把|再|一遍|一次|在|里|以?及|和|与|、|或|\b(fill in|enter|write|choose|select|and|or|your|the|a|an|his|her|their|again)\b`)

// unquoted returns the fields that words speak of without quoting them: those whose
// names are known. Where a name follows, what stands next to it belongs to that.
func unquoted(words string, followed bool) []act {
	clauses := strings.FieldsFunc(words, func(r rune) bool { return strings.ContainsRune(breaks, r) })
	var acts []act
	filling := false
	for i, clause := range clauses {
		v, behind := lastVerb(clause)
		filling = v == fill || v == choose || filling && v == none
		if !filling {
			continue
		}
		next := followed && i+1 == len(clauses) && strings.HasSuffix(words, clause)
		if next && v != none {
			clause = behind
		}
		parts := pieces.Split(clause, -1)
		if next {
			parts = parts[:len(parts)-1]
		}
		for _, piece := range parts {
			piece = strings.TrimSpace(piece)
			if ideaOf(piece) != nil && len([]rune(piece)) <= 24 && !slices.ContainsFunc(acts, func(a act) bool { return a.name == piece }) {
				acts = append(acts, act{verb: fill, name: piece})
			}
		}
	}
	return acts
}
