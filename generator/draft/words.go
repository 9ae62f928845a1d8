package draft

import "rehearse/demo/language"

// words is what a draft itself says, in one language.
type words struct {
	head    []string
	guessed string
	decide  struct{ options, to, label, button, outcome, sample string }
	submit  string
	done    string
	choose  string
	differ  string
	like    string
	face    string
	code    string
	send    string
	options []string
}

var chinese = words{
	head: []string{
		"这是草稿。写着“猜的”的地方，请和真实的页面对一对；写着“请定”的地方，要由您来定。",
		"对完一处，就把那一处的话删掉；全部对完，在下面写上 verified: 和当天的日期。",
		"人物和号码都是虚构的，不要换成真实的。",
	},
	guessed: "猜的",
	decide: struct{ options, to, label, button, outcome, sample string }{
		options: "请定：有哪些选项",
		to:      "请定：通向哪里；现在留在原页",
		label:   "请定：这一项叫什么",
		button:  "请定：按钮叫什么",
		outcome: "请定：办成以后，页面上写什么",
		sample:  "请定：示例填什么",
	},
	submit: "提交", done: "办好了", choose: "请选择", differ: "两次输入的密码不一致", like: "请照着示例的样子填写", face: "人脸识别", code: "短信验证码", send: "获取验证码",
	options: []string{"选项一", "选项二"},
}

var english = words{
	head: []string{
		"This is a draft. Compare what is marked “guessed” with the real page; what is marked “decide” is yours to decide.",
		"Remove each mark when you have dealt with it, and at the end write verified: and the day.",
		"The persona and all numbers are fictional. Do not put real ones in their place.",
	},
	guessed: "guessed",
	decide: struct{ options, to, label, button, outcome, sample string }{
		options: "decide: which options there are",
		to:      "decide: where it leads; now it stays here",
		label:   "decide: what this is called",
		button:  "decide: what the button is called",
		outcome: "decide: what the page says when it is done",
		sample:  "decide: what the sample is",
	},
	submit: "Submit", done: "Done", choose: "Choose", differ: "The two passwords differ", like: "Fill it in as in the sample", face: "Face recognition", code: "Code from the text message", send: "Get a code",
	options: []string{"First option", "Second option"},
}

// wordsIn returns the words for a language tag; English where there are none.
func wordsIn(lang string) *words {
	if language.IsChinese(lang) {
		return &chinese
	}
	return &english
}
