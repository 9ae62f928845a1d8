package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// article is a guide of about 7 KB: sections with steps, a table, six links.
func article() []byte {
	var b strings.Builder
	b.WriteString("---\ntitle: 标题\n---\n# 标题\n\n")
	for i := range 6 {
		fmt.Fprintf(&b, "## 第%d种情况：只忘记了登录密码\n\n", i+1)
		b.WriteString(strings.Repeat("在线办理住房公积金业务时，需要使用登录密码和交易密码。忘记其中一个并不要紧，\n按照下面的步骤就可以找回来，**全程不需要到柜台。**", 2))
		fmt.Fprintf(&b, "详见[办理说明](guide-%d.md#第一步)。\n\n", i)
		b.WriteString("1. 打开公积金个人网上业务平台，点击“个人网上业务平台(北京中心)”。\n2. 选择“注册用户登录”，点击“忘记密码”。\n" +
			"3. 填写“姓名”、“证件类型”、“证件号码”、“随机验证码”，点击“下一步”。\n\n- 请准备好*身份证原件*；\n- 请准备好手机。\n\n")
		if i%3 == 0 {
			b.WriteString("| 项目 | 要求 | 备注 |\n|---|:--|--:|\n" + strings.Repeat("| 新登录密码 | 八位字母与数字组合 | 不要用生日 |\n", 4) + "\n")
		}
		b.WriteString(strings.Repeat("如果系统提示信息不一致，请核对预留的手机号码是否仍在使用。", 3) + "\n\n")
	}
	return []byte(b.String())
}

// BenchmarkConvert is measured against plain goldmark with GitHub's
// extensions, which is the floor: run both and divide.
func BenchmarkConvert(b *testing.B) {
	text := article()
	body := bytes.Index(text, []byte("# 标题"))
	b.Run("plain", func(b *testing.B) {
		plain := goldmark.New(goldmark.WithExtensions(extension.GFM))
		var out bytes.Buffer
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			out.Reset()
			if err := plain.Convert(text[body:], &out); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("ours", func(b *testing.B) {
		c := New(Options{})
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, problems := c.Convert(Source{File: "a.md", Text: text, Body: body, Title: "标题", Lang: "zh"}, testSite{}); len(problems) > 0 {
				b.Fatal(problems)
			}
		}
	})
}

// BenchmarkHead reads the title and the description of an article of 7 KB.
func BenchmarkHead(b *testing.B) {
	text := article()
	body := bytes.Index(text, []byte("# 标题"))
	c := New(Options{})
	b.ReportAllocs()
	for b.Loop() {
		if heading, paragraph, _ := c.Head(text[body:min(len(text), 4<<10)], true, true, false); heading == "" || paragraph == "" {
			b.Fatal("nothing found")
		}
	}
}
