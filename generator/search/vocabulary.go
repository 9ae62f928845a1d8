package search

import (
	"slices"
	"strings"
	"unicode/utf16"

	"rehearse/demo/language"
)

// vocabulary is what is known of a language's everyday words.
type vocabulary struct {
	// synonyms mean the same in a guide. Sites add those of their subject.
	synonyms [][]string
	// little are words that ask, or hold others together.
	little []string
}

func vocabularyOf(lang string) vocabulary {
	if language.IsChinese(lang) {
		return vocabulary{little: strings.Fields(`
			的 了 吗 呢 啊 吧 么 怎么 怎样 怎么样 怎么办 如何 什么 为什么 为何 哪 哪里 哪儿 哪个 哪些 几 多少 是 是不是 请问 我 我的 你 您
			他 她 能 能不能 可以 要 想 有 有没有 没有 一下 在 和 与 跟 就 都 也 还 不 把 被 给 到 去 用 会 得 着 过 这 那 个 需要 时候
			应该 才 人`), synonyms: [][]string{
			{"忘记", "忘了", "忘掉", "记不得", "记不住", "想不起", "不记得"},
			{"找回", "取回", "重置", "重设", "重新设置"},
			{"改", "修改", "更改", "变更"},
			{"换", "换了", "停用", "不用了", "更换"},
			{"丢", "丢了", "遗失", "丢失", "弄丢"},
			{"登录", "登陆", "登入"},
			{"账号", "帐号", "账户", "帐户"},
			{"手机", "电话"},
			{"手机号", "手机号码", "电话号码"},
			{"App", "应用", "软件", "客户端"},
			{"网站", "网页", "网址"},
			{"柜台", "窗口", "网点", "大厅"},
			{"材料", "资料", "证件"},
			{"身份证", "证件"},
			{"验证码", "校验码"},
			{"收不到", "没收到", "没有收到"},
			{"骗子", "诈骗", "假冒", "骗", "防骗", "真假"},
			{"位", "几位", "多少位", "长度", "位数"},
			{"带什么", "带哪些", "要带", "带上", "需要带"},
			{"区别", "不同", "不一样", "分清", "分别"},
			{"安全", "放心"},
			{"办", "办理", "办法"},
		}}
	}
	return vocabulary{little: strings.Fields(`
		a an the is are was do does did am be been has have had how what where when which why who can could should would will
		i my me you your it its this that to of in on for with and or if at by from as so not no there do`), synonyms: [][]string{
		{"forget", "forgot", "forgotten", "lost"},
		{"recover", "reset", "restore", "get back"},
		{"change", "alter", "replace"},
		{"login", "log in", "sign in", "log-in"},
		{"phone", "mobile", "cell"},
		{"text message", "SMS"},
		{"code", "verification code"},
		{"fake", "scam", "fraud", "phishing"},
		{"website", "site"},
		{"app", "application"},
		{"ID", "identity card", "ID card"},
		{"bring", "take along", "take with"},
		{"counter", "office", "branch"},
		{"checklist", "list"},
		{"picture", "image", "photo"},
		{"safe", "secure", "security"},
		{"length", "long", "characters", "digits"},
		{"receive", "arrive"},
	}}
}

// neighbours returns where the grams of synonyms have their place: those of a group
// have the same, so that it costs no request to look for its other words as well. A
// gram of several groups is with the first. The browser does the same.
func neighbours(groups [][]string, variants variants) map[uint32]uint32 {
	together := make(map[uint32]uint32)
	for i, group := range groups {
		for _, word := range group {
			for _, g := range gramsOf(word, variants) {
				if _, ok := together[g.hash()]; !ok {
					together[g.hash()] = uint32(i)
				}
			}
		}
	}
	return together
}

// gramsOf returns the grams that a word is looked for by.
func gramsOf(word string, variants variants) []gram {
	var all []gram
	run := append(foldWord(word, variants), 0, 0, 0)
	for i := 0; i < len(run)-3; i++ {
		g := gram{run[i], run[i+1]}
		if g.narrow() && run[i+2] < wideFrom {
			g[2] = run[i+2]
		}
		length := slices.Index(append(g[:], 0), 0)
		if length > 0 {
			all = append(all, g)
		}
		if run[i+length] == 0 {
			i += length // the run ends with it
		}
	}
	return all
}

// foldWord folds a word; 0 is a break.
func foldWord(word string, variants variants) []uint16 {
	var run []uint16
	space := false
	for _, unit := range utf16.Encode([]rune(word)) {
		f := foldUnit(unit)
		if f.kind == foldsBreak {
			run = append(run, 0)
		}
		space = space || f.kind == foldsSpace
		for _, part := range f.units {
			if n := len(run); space && n > 0 && part < wideFrom && run[n-1] < wideFrom {
				run = append(run, 0)
			}
			space = false
			run = append(run, variants.of(part))
		}
	}
	return run
}
