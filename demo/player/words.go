package player

import (
	"strconv"
	"strings"
	"unicode"

	"rehearse/demo/language"
)

// around is what stands before and after a control's name in a sentence.
type around struct{ before, after string }

// comparison is a sentence about a text that is not as it should be, by its name in
// explain.js; "#" stands for a number.
type comparison struct{ name, says string }

// words are what readers read, in one language. "%d" stands for a number.
type words struct {
	badge, label, lead, note                                                               string
	practise, watch, test, showAll, size                                                   string
	noScript, late, trouble                                                                string
	practising, watching, testing                                                          string
	back, fillAll, restart, end, pause, resume, stepOn, takeOver                           string
	sample, fill, fillCaptcha, shown, specimen, refresh                                    string
	reveal, conceal, choose, noSample                                                      string
	summary, errorPrefix, realNumber, progress, tools                                      string
	place, places, aside, setback, noWay                                                   string
	press, fillAndPress, arrives, sayFill, sayChoose, sayTick, sayGo                       around
	done, deadEnd, elsewhere, goOn                                                         string
	endDone, endWatched, endLink, endElse, endPresses, endMistakes, endTime, seconds, over string
	testYourself, testAgain, minutes, endLapses                                            string
	verified, official, alone, openQuote, closeQuote                                       string
	first, open, saySkip, sayFace, wait, smsText                                           around
	waits, chooses, picks, fails, alsoLeads, leadsBack                                     around
	whyTick, whyUntick, whyFace, whyChoose, whyTime, whyLate, whyOften, whyState           around
	retreat, endDetours, times, ownCase, why, alsoDone                                     string
	skip, smsFrom, fillCode, afterMistakes                                                 string
	faceNote, faceStart, faceDone                                                          string
	fromHere, larger, smaller, unfold, away                                                string
	strayed, unset, persona, wholeArticle, scan, scanNote, embed, embedNote                string
	demonstrate, hint, endHints                                                            string
	send, sendNote                                                                         string
	needDocument, needPhone, needMessages, needFace                                        string
	comparisons                                                                            []comparison
	speed, slow, usual, fast                                                               string
}

var chinese = words{
	badge: "演练", label: "模拟演练，请勿输入真实信息",
	lead:     "画面是模拟的，放心点、放心填，出错也没关系，可以随时重来。",
	note:     "请只用示例资料。您输入的内容不会离开这一页，也不会保存。",
	practise: "开始练习", watch: "先看一遍", test: "考考自己", showAll: "显示全部 %d 个画面", size: "共 %d 步，约 %d 分钟",
	noScript:   "浏览器没有开启脚本，暂时不能动手操作。每一步都有画面，照着看也一样清楚。",
	late:       "演练还没有准备好，可能是网络慢或者断了。可以等一等，或刷新这一页；也可以按下面的“显示全部画面”，照着看也一样清楚。",
	trouble:    "演练没能打开，可能是网络不稳，或者浏览器版本较旧。别着急：下面的“显示全部画面”里有每一步，照着看也一样清楚。",
	practising: "练习", watching: "播放", testing: "自测",
	back: "退回上一步", fillAll: "填好这一页", restart: "重新开始", end: "结束演练",
	pause: "暂停", resume: "继续播放", stepOn: "看下一个动作", takeOver: "换我来",
	sample: "示例", fill: "填入示例", fillCaptcha: "照图填写", shown: "图中的字符：", specimen: "每次的字符都不一样", refresh: "换一张",
	reveal: "显示", conceal: "隐藏", choose: "请选择", noSample: "没有示例：这一项已经忘记了，填什么都登录不了。",
	summary: "有地方需要改一下", errorPrefix: "错误：",
	realNumber: "这看起来像真实的号码。练习用不着真号码，请删掉它，改用示例。",
	progress:   "进度", tools: "演练工具",
	place: "第 %d 步，共 %d 步", places: "第 %d–%d 步，共 %d 步", aside: "另一条路", setback: "出错以后", noWay: "走不通的路",
	waits: around{"等 ", " 秒。"}, chooses: around{"选", "。"}, picks: around{"选", "，"}, fails: around{"没填对就按", ""},
	alsoLeads: around{"这条路也能办成，会走到", "。"}, leadsBack: around{"从这里还能走回", "，接着办。"},
	times: "，连按 %d 次。", ownCase: "您的情况", retreat: "想回到原来的路上，请按“退回上一步”。", endDetours: "走到别的路上的次数",
	alsoDone: "这条路也办成了。", why: "这个按钮现在按不了：", whyTick: around{"要先勾选", "。"}, whyUntick: around{"要先取消勾选", "。"}, whyFace: around{"要先完成", "。"},
	whyChoose: around{"要选了", "才行。"}, whyTime: around{"要等够时间。", ""}, whyLate: around{"只在限定的时间里能按，现在过了。", ""},
	whyOften: around{"可以按的次数用完了。", ""}, whyState: around{"照前面办到的情况，还轮不到这一步。", ""},
	press: around{"请按", "。"}, fillAndPress: around{"填好后，请按", "。"}, arrives: around{"按", "会来到这里。"},
	sayFill: around{"请填写", "。"}, sayChoose: around{"请选择", "。"}, sayTick: around{"请勾选", "。"}, sayGo: around{"请按", "。"},
	strayed: "这样选，走的可能是另一条路，也可以试试。想跟着练，",
	done:    "到这里就办好了。", deadEnd: "这条路走不通，请看画面里的说明。", elsewhere: "这就是您的情况，请照画面里说的接着看。", goOn: "看看接下来怎么办",
	endDone: "走完了，您已经会了。", endWatched: "看完了。接下来自己试一遍吧，填错也没关系。", endLink: "找到了，接着看画面里说的那一节就好。", endElse: "这条路到这里为止。退回上一步，可以试试别的走法。",
	endPresses: "按了几次按钮", endMistakes: "需要改正的次数", endTime: "用时", seconds: "秒", over: "演练小结",
	testYourself: "不看提示，考考自己", testAgain: "再考一次", minutes: "分", endLapses: "改正过的地方",
	verified: "画面核对日期：", official: "到官方网站办理", alone: "单独打开这个演练", openQuote: "“", closeQuote: "”",
	first: around{"先按", "。"}, open: around{"打开", "。"}, saySkip: around{"要再等一会儿才能按", "。演练里不用等，按“跳过等待”。"},
	sayFace: around{"请按一下", "。"}, wait: around{"还要等 ", " 秒"}, skip: "跳过等待",
	smsFrom: "模拟短信", smsText: around{"您的验证码是 ", "。（演练不会真的发短信）"}, fillCode: "填入验证码",
	afterMistakes: "错的次数太多，会来到这里。",
	faceNote:      "这里模拟人脸识别：不会打开摄像头，按一下就算通过。",
	faceStart:     "开始识别", faceDone: "识别通过",
	fromHere: "从这一步开始练", larger: "放大演练", smaller: "缩小演练", unfold: "展开演练：", away: "演练已经打开：手机上在屏幕下方，电脑上在文章右边。",
	unset: "（未填）", persona: "人物资料（您扮演的人）", wholeArticle: "看完整的说明：", scan: "在手机上接着练", scanNote: "用手机扫一扫，打开的就是这一页。",
	embed: "放到您的网页里", embedNote: "复制下面这行代码，就能把这个演练放进别的网页。",
	send: "把这一步发给家人", sendNote: "请家人扫一扫，或者长按下面的链接复制，发给家人。打开就是这一步，字也大。填过的内容不会带过去。",
	needDocument: "证件（要填号码）", needPhone: "登记过的手机号（要收短信）", needMessages: "能收短信的手机", needFace: "本人（要刷脸）",
	demonstrate: "做给我看", hint: "提示一下", endHints: "看提示的次数",
	comparisons: []comparison{
		{"again", "（第 # 次了，别着急）"}, {"times", "（# 次）"},
		{"exactly", "您填了 # 位，应为 # 位。"}, {"least", "您填了 # 位，至少要 # 位。"}, {"most", "您填了 # 位，最多 # 位。"},
		{"missing", "标出的地方少了。"}, {"extra", "标出的是多出来的。"}, {"spaces", "多了空格，请去掉。"},
		{"capitals", "字母的大小写不一样。"}, {"differs", "第 # 个不一样，已经标出来了。"},
		{"swapped", "第 # 个和第 # 个写反了。"}, {"several", "标出的 # 处不一样。"},
	},
	speed: "速度", slow: "慢", usual: "正常", fast: "快",
}

var english = words{
	badge: "Rehearsal", label: "Rehearsal: never type real data",
	lead:     "These screens are a simulation. Press and type without worry: mistakes cost nothing and you can always start again.",
	note:     "Please use the sample details only. What you type never leaves this page and is not kept.",
	practise: "Start practising", watch: "Watch it first", test: "Test yourself", showAll: "Show all %d screens", size: "%d steps, about %d min",
	noScript:   "Your browser does not run scripts, so the screens cannot be used. Every step is pictured, and you can follow along just as well.",
	late:       "The rehearsal is not ready yet: the connection may be slow or lost. You can wait a little or load the page again; or press “Show all screens” below, and follow along just as well.",
	trouble:    "The rehearsal could not be opened: the connection may be unstable, or the browser too old. No harm done: “Show all screens” below has every step, and you can follow along just as well.",
	practising: "Practice", watching: "Playing", testing: "Test",
	back: "One step back", fillAll: "Fill in this page", restart: "Start again", end: "End rehearsal",
	pause: "Pause", resume: "Play on", stepOn: "Next action", takeOver: "Let me try",
	sample: "Sample", fill: "Fill in the sample", fillCaptcha: "Copy the picture", shown: "Characters in the picture:", specimen: "different every time", refresh: "New picture",
	reveal: "Show", conceal: "Hide", choose: "Please choose", noSample: "No sample: this one has been forgotten, so nothing you type will log you in.",
	summary: "Something needs another look", errorPrefix: "Error:",
	realNumber: "That looks like a real number. Practice never needs one: please delete it and use the sample.",
	progress:   "Progress", tools: "Rehearsal tools",
	place: "Step %d of %d", places: "Steps %d–%d of %d", aside: "Another way", setback: "After mistakes", noWay: "A way that leads nowhere",
	waits: around{"Wait ", " seconds. "}, chooses: around{"Choose ", ". "}, picks: around{"Choosing ", ", then "}, fails: around{"Press ", " with mistakes"},
	alsoLeads: around{"This way works, too. It leads to ", ". "}, leadsBack: around{"From here you get back to ", " and can go on. "},
	times: ", %d times. ", ownCase: "Your case", retreat: "To get back to the steps, press “One step back”.", endDetours: "Other ways taken",
	alsoDone: "This way works, too. ", why: "This cannot be pressed now. ", whyTick: around{"Tick ", " first. "}, whyUntick: around{"Untick ", " first. "}, whyFace: around{"Complete ", " first. "},
	whyChoose: around{"Choose ", " first. "}, whyTime: around{"Please wait a moment. ", ""}, whyLate: around{"It could be pressed for a limited time, which is over. ", ""},
	whyOften: around{"There are no attempts left. ", ""}, whyState: around{"Something else has to be done first. ", ""},
	press: around{"Press ", "."}, fillAndPress: around{"Fill in the page, then press ", "."}, arrives: around{"Pressing ", " leads here."},
	sayFill: around{"Fill in ", "."}, sayChoose: around{"Choose ", "."}, sayTick: around{"Tick ", "."}, sayGo: around{"Press ", "."},
	strayed: "That choice may take another way, which you can try. To follow along: ",
	done:    "All done.", deadEnd: "This way does not lead on; the screen explains what does.", elsewhere: "This is your case: read on where the screen says.", goOn: "See what to do next",
	endDone: "You have reached the end. Now you know the way.", endWatched: "That was all of it. Now try it yourself: mistakes cost nothing.", endLink: "Found: the screen says which section to read next.", endElse: "This path ends here. Go one step back to try another way.",
	endPresses: "Buttons pressed", endMistakes: "Corrections needed", endTime: "Time", seconds: "seconds", over: "Summary",
	testYourself: "Test yourself without hints", testAgain: "Take the test again", minutes: "min", endLapses: "What you corrected",
	verified: "Screens last compared: ", official: "Go to the official website", alone: "Open this rehearsal by itself", openQuote: "“", closeQuote: "”",
	first: around{"First press ", ". "}, open: around{"Open ", ". "}, saySkip: around{"It takes a while until ", " can be pressed. Nobody waits here: press “Skip the wait”."},
	sayFace: around{"Press the button of ", "."}, wait: around{"Wait ", " more seconds"}, skip: "Skip the wait",
	smsFrom: "Simulated text message", smsText: around{"Your code is ", ". (A rehearsal sends no real message.)"}, fillCode: "Fill in the code",
	afterMistakes: "Too many mistakes lead here.",
	faceNote:      "This simulates the face check: no camera is used, and one press passes it.",
	faceStart:     "Begin the check", faceDone: "Passed",
	fromHere: "Practise here", larger: "Make the rehearsal larger", smaller: "Make the rehearsal smaller", unfold: "Unfold: ", away: "The rehearsal is open: at the bottom of a phone’s screen, or to the right of the text.",
	unset: "(not filled in)", persona: "The person you play", wholeArticle: "Read the whole guide: ", scan: "Go on by phone", scanNote: "Scan this with your phone to open this very page there.",
	embed: "Put it on your own page", embedNote: "Copy this line to show the rehearsal on another page.",
	send: "Send this step to somebody", sendNote: "Have it scanned, or copy the link below and send it. It opens this very step, in large letters; nothing that was typed goes along.",
	needDocument: "Identity document (for its number)", needPhone: "The phone on record (for a text message)", needMessages: "A phone that gets text messages", needFace: "Yourself (for the face check)",
	demonstrate: "Show me", hint: "Give me a hint", endHints: "Hints taken",
	comparisons: []comparison{
		{"again", " (# times now: take your time)"}, {"times", " (# times)"},
		{"exactly", "Characters typed: #; there should be #. "}, {"least", "Characters typed: #; at least # are needed. "}, {"most", "Characters typed: #; at most # are allowed. "},
		{"missing", "Something is missing at the mark. "}, {"extra", "What is marked is too much. "}, {"spaces", "There is a space too many; please take it out. "},
		{"capitals", "Capital and small letters differ. "}, {"differs", "Character # is different. "},
		{"swapped", "Characters # and # have changed places. "}, {"several", "The # marked characters are different. "},
	},
	speed: "Speed", slow: "slow", usual: "normal", fast: "fast",
}

// wordsFor returns the words for a BCP 47 tag: Chinese of any kind gets
// Chinese, every other language English.
func wordsFor(lang string) *words {
	if language.IsChinese(lang) {
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
			return language.Tag("zh")
		}
	}
	return ""
}
