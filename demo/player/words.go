package player

import (
	"strconv"
	"strings"
	"unicode"
)

// around is what stands before and after a control's name in a sentence.
type around struct{ before, after string }

// words are what readers read, in one language. "%d" stands for a number.
type words struct {
	badge, label, lead, note                                          string
	practise, watch, test, showAll                                    string
	noScript, trouble                                                 string
	practising, watching, testing                                     string
	back, fillAll, restart, end, pause, resume, stepOn, takeOver      string
	sample, fill, fillCaptcha, shown, specimen, refresh               string
	reveal, conceal, choose, noSample                                 string
	summary, errorPrefix, realNumber, progress, tools                 string
	place, aside                                                      string
	press, fillAndPress, arrives, sayFill, sayChoose, sayTick, sayGo  around
	done, deadEnd, elsewhere, goOn                                    string
	endDone, endElse, endPresses, endMistakes, endTime, seconds, over string
	testYourself, verified, official, openQuote, closeQuote           string
}

var chinese = words{
	badge: "演练", label: "模拟演练，请勿输入真实信息",
	lead:     "画面是模拟的，放心点、放心填，出错也没关系，可以随时重来。",
	note:     "请只用示例资料。您输入的内容不会离开这一页，也不会保存。",
	practise: "开始练习", watch: "先看一遍", test: "考考自己", showAll: "显示全部 %d 个画面",
	noScript:   "浏览器没有开启脚本，暂时不能动手操作。下面是每一步的画面，照着看也一样清楚。",
	trouble:    "演练没能打开，可能是网络不稳，或者浏览器版本较旧。别着急：下面是每一步的画面，照着看也一样清楚。",
	practising: "练习", watching: "播放", testing: "自测",
	back: "退回上一步", fillAll: "填好这一页", restart: "重新开始", end: "结束演练",
	pause: "暂停", resume: "继续播放", stepOn: "看下一个动作", takeOver: "换我来",
	sample: "示例", fill: "填入示例", fillCaptcha: "照图填写", shown: "图中的字符：", specimen: "每次的字符都不一样", refresh: "换一张",
	reveal: "显示", conceal: "隐藏", choose: "请选择", noSample: "没有示例：这一项已经忘记了，填什么都登录不了。",
	summary: "有地方需要改一下", errorPrefix: "错误：",
	realNumber: "这看起来像真实的号码。练习用不着真号码，请删掉它，改用示例。",
	progress:   "进度", tools: "演练工具",
	place: "第 %d 步，共 %d 步", aside: "岔路",
	press: around{"请按", "。"}, fillAndPress: around{"填好后，请按", "。"}, arrives: around{"按", "会来到这里。"},
	sayFill: around{"请填写", "。"}, sayChoose: around{"请选择", "。"}, sayTick: around{"请勾选", "。"}, sayGo: around{"请按", "。"},
	done: "到这里就办好了。", deadEnd: "这条路走不通，请看画面里的说明。", elsewhere: "接下来要去别处办理。", goOn: "看看接下来怎么办",
	endDone: "走完了，您已经会了。", endElse: "这条路到这里为止。退回上一步，可以试试别的走法。",
	endPresses: "按了几次按钮", endMistakes: "需要改正的次数", endTime: "用时", seconds: "秒", over: "演练小结",
	testYourself: "不看提示，考考自己",
	verified:     "画面核对日期：", official: "到官方网站办理", openQuote: "“", closeQuote: "”",
}

var english = words{
	badge: "Rehearsal", label: "Rehearsal: never type real data",
	lead:     "These screens are a simulation. Press and type without worry: mistakes cost nothing and you can always start again.",
	note:     "Please use the sample details only. What you type never leaves this page and is not kept.",
	practise: "Start practising", watch: "Watch it first", test: "Test yourself", showAll: "Show all %d screens",
	noScript:   "Your browser does not run scripts, so the screens cannot be used. Every step is pictured below, and you can follow along just as well.",
	trouble:    "The rehearsal could not be opened: the connection may be unstable, or the browser too old. No harm done: every step is pictured below, and you can follow along just as well.",
	practising: "Practice", watching: "Playing", testing: "Test",
	back: "One step back", fillAll: "Fill in this page", restart: "Start again", end: "End rehearsal",
	pause: "Pause", resume: "Play on", stepOn: "Next action", takeOver: "Let me try",
	sample: "Sample", fill: "Fill in the sample", fillCaptcha: "Copy the picture", shown: "Characters in the picture:", specimen: "different every time", refresh: "New picture",
	reveal: "Show", conceal: "Hide", choose: "Please choose", noSample: "No sample: this one has been forgotten, so nothing you type will log you in.",
	summary: "Something needs another look", errorPrefix: "Error:",
	realNumber: "That looks like a real number. Practice never needs one: please delete it and use the sample.",
	progress:   "Progress", tools: "Rehearsal tools",
	place: "Step %d of %d", aside: "Side path",
	press: around{"Press ", "."}, fillAndPress: around{"Fill in the page, then press ", "."}, arrives: around{"Pressing ", " leads here."},
	sayFill: around{"Fill in ", "."}, sayChoose: around{"Choose ", "."}, sayTick: around{"Tick ", "."}, sayGo: around{"Press ", "."},
	done: "All done.", deadEnd: "This way does not lead on; the screen explains what does.", elsewhere: "From here you go on somewhere else.", goOn: "See what to do next",
	endDone: "You have reached the end. Now you know the way.", endElse: "This path ends here. Go one step back to try another way.",
	endPresses: "Buttons pressed", endMistakes: "Corrections needed", endTime: "Time", seconds: "seconds", over: "Summary",
	testYourself: "Test yourself without hints",
	verified:     "Screens last compared: ", official: "Go to the official website", openQuote: "“", closeQuote: "”",
}

// wordsFor returns the words for a BCP 47 tag: Chinese of any kind gets
// Chinese, every other language English.
func wordsFor(lang string) *words {
	primary, _, _ := strings.Cut(lang, "-")
	if strings.EqualFold(primary, "zh") {
		return &chinese
	}
	return &english
}

// numbered puts numbers in the places of "%d", in order.
func numbered(form string, numbers ...int) string {
	for _, n := range numbers {
		form = strings.Replace(form, "%d", strconv.Itoa(n), 1)
	}
	return form
}

// languageOf guesses the language of a text that is shown beside its
// translation: Chinese where it has Chinese characters, else "" (not known).
func languageOf(text string) string {
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			return "zh-CN"
		}
	}
	return ""
}
