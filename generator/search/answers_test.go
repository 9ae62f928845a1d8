package search

import (
	"net/url"
	"strings"
	"testing"

	"rehearse/demo/browsertest"
)

// guides is a site in which each query of TestAnswers has one best answer.
func guides() []Document {
	text := "账号忘记了怎么办\n打开平台，点击“找回”。\n找回登录密码\n填写姓名，点击“下一步”。\n新密码要 8 位。\n收不到验证码？\n请带身份证去柜台。\n重置"
	at := func(s string) int { return strings.Index(text, s) }
	return []Document{
		{URL: "/guide/", Title: "找回公积金密码", Names: []string{"重置"}, Terms: []string{"公积金"}, Text: text, Headings: []string{"找回登录密码"}, Places: []Place{
			{AtHeading, "login", at("找回登录密码")}, {AtStep, "step-2", at("新密码")}, {AfterStep, "login", at("收不到")},
			{AtRehearsal, "rehearsal-login", at("重置")},
		}},
		{URL: "/bank/", Title: "挂失银行卡", Text: "卡丢了先打电话。The password and the company of Straße."},
		{URL: "/manual/", Title: "手册", Weight: 0.2, Text: "怎么写“找回登录密码”这样的标题。挂失。银行卡丢了。"},
	}
}

// TestAnswers: what readers type is seldom what a page says.
func TestAnswers(t *testing.T) {
	p := visit(t, newHost(t, "zh-CN", guides()))
	browsertest.Eval[bool](p, `b.focus() || b.click() || true`)
	p.Wait(`document.querySelector("dialog.search")?.open`)
	for query, want := range map[string]struct{ path, status string }{
		"找回登录密码":    {"/guide/#login", "many"},  // a page that steps back says it, too
		"怎么找回登陆密码呢": {"/guide/#login", "near"},  // a question, and a synonym
		"密码几位":      {"/guide/#step-2", "near"}, // leads to the step
		"驗證碼":       {"/guide/#login", "one"},   // traditional
		"8位":        {"/guide/#step-2", "one"},  // a space that is not typed
		"chongzhi":  {"/guide/", "one"},         // the phrase's reading
		"zhongzhi":  {"", "none"},               // not the character's
		"gjjmm":     {"/guide/", "one"},         // initials
		"ong":       {"", "none"},               // within a syllable
		"pasword":   {"/bank/", "near"},         // a slip
		"companies": {"/bank/", "near"},         // another form
		"strasse":   {"/bank/", "one"},          // a folding
		"“银行卡”":     {"/bank/", "many"},         // quotes do not hinder
		"公基金":       {"/guide/", "near"},        // a slip in Chinese
		"……":        {"", "none"},               // marks alone are no match for everything
		"这样的标题":     {"/manual/", "one"},        // steps back, and is the only one
	} {
		typed(p, query)
		first := `document.querySelector(".search [role=option]")?.getAttribute("href").replace(/:~:.*/, "").replace(/#$/, "") || ""`
		is(t, p, `document.querySelector(".search [role=status]").className + " " + `+quote(query), want.status+" "+query)
		if got := browsertest.Eval[string](p, first); got != want.path {
			t.Errorf("%s leads to %s, want %s", query, got, want.path)
		}
	}
	typed(p, "") // the same again would not be looked for
	typed(p, "公基金")
	is(t, p, `document.querySelector(".search-offer").textContent`, "您是不是要找：公积金")
	// What was found for a word that means the same is called that.
	for _, c := range [][2]string{{"怎么找回登陆密码呢", "也找了：登录、重置。没有完全一样的，最接近的是："}, {"挂失银行卡", "找到 1 篇"}} {
		query, want := c[0], c[1]
		typed(p, query)
		is(t, p, `document.querySelector(".search [role=status]").textContent`, want)
	}
	// The same on a page of its own.
	is(t, p, `document.querySelector(".search-all").pathname + document.querySelector(".search-all").search`, "/search/?q="+url.PathEscape("挂失银行卡"))
	typed(p, "")
	is(t, p, `getComputedStyle(document.querySelector(".search-all")).display`, "none")
	typed(p, "收不到验证码")
	is(t, p, `document.querySelector(".search .rehearse").getAttribute("href")`, "/guide/#rehearsal-login")
	typed(p, "")
	is(t, p, `document.querySelector(".search-offer button").textContent`, "公积金")
	if complaints := p.Complaints(); len(complaints) > 0 {
		t.Errorf("the browser complains: %q", complaints)
	}
}

// TestAnswersInEnglish: the same is said in English.
func TestAnswersInEnglish(t *testing.T) {
	p := visit(t, newHost(t, "en", []Document{
		{URL: "/lost/", Title: "A forgotten password", Text: "How to recover it by phone."},
		{URL: "/other/", Title: "Another page", Text: "Nothing of the kind."},
	}))
	browsertest.Eval[bool](p, `b.focus() || b.click() || true`)
	p.Wait(`document.querySelector("dialog.search")?.open`)
	for query, want := range map[string]string{
		"reset it by mobile": "Also looked for: recover, phone. Nothing says exactly that. This comes closest:",
		"by phone":           "1 page found",
	} {
		typed(p, query)
		is(t, p, `document.querySelector(".search [role=status]").textContent`, want)
		if got := shown(p); len(got) == 0 || got[0] != "/lost/" {
			t.Errorf("%s leads to %v", query, got)
		}
	}
}
