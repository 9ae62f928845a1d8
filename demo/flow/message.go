package flow

import (
	"fmt"
	"slices"

	"rehearse/demo/diag"
)

// messages settles what each check of a field tells the reader: what the
// author wrote for that check ("messages"), or for all but Required
// ("message"), or the usual words.
func (p *parser) messages(f *Field, k keys) {
	common := p.text(k.get("message"))
	own := p.y.Entries(k.get("messages").Value, `"messages"`)
	known := make([]string, len(f.Checks))
	for i := range f.Checks {
		c := &f.Checks[i]
		known[i] = c.Kind.String()
		c.Message = usualMessage(f, *c)
		if c.Kind != Required && !common.IsZero() {
			c.Message = common
		}
	}
	for _, e := range own {
		if !slices.Contains(known, e.Name) {
			p.y.Report(e.Key, "unknown-name", fmt.Sprintf("field %s has no check %q", f.ID, short(e.Name)),
				diag.DidYouMean(e.Name, known, listNames("its checks: ", known)))
			continue
		}
		t := p.text(e)
		for i := range f.Checks {
			if known[i] == e.Name && !t.IsZero() {
				f.Checks[i].Message = t
			}
		}
	}
}

// usualMessage is what a reader is told who has no words from the author:
// what to do, naming the field.
func usualMessage(f *Field, c Check) Text {
	zh, en := usualWords(f, c)
	return NewText(
		fmt.Sprintf(zh, "“"+f.Label.For("zh")+"”"),
		map[string]string{"en": fmt.Sprintf(en, quoted(f.Label))})
}

// quoted is a label for English readers: as it stands on the screen, and what
// it means.
func quoted(t Text) string {
	if t.Translated("en") {
		return "“" + t.Default + "” (" + t.For("en") + ")"
	}
	return "“" + t.Default + "”"
}

// usualWords returns the message of a check in both languages, with %s where
// the field's label goes.
func usualWords(f *Field, c Check) (zh, en string) {
	switch c.Kind {
	case Required:
		return missingWords(f)
	case MinLength:
		return fmt.Sprintf("%%s至少要 %d 个字符", c.Length), fmt.Sprintf("%%s must have at least %s", characters(c.Length))
	case MaxLength:
		return fmt.Sprintf("%%s最多 %d 个字符", c.Length), fmt.Sprintf("%%s must have at most %s", characters(c.Length))
	case Length:
		return fmt.Sprintf("%%s应为 %d 个字符", c.Length), fmt.Sprintf("%%s must have exactly %s", characters(c.Length))
	case Pattern:
		return "%s的格式不对", "%s does not have the right form"
	case Contains:
		zh, en := listClasses(c.Classes)
		return "%s里要有" + zh, "%s must contain " + en
	case Only:
		zh, en := listClasses(c.Classes)
		return "%s里只能有" + zh, "%s may contain nothing but " + en
	case EqualsSlot:
		return "%s和系统里登记的不一样", "%s is not what the service has on record"
	case EqualsField:
		return "%s和“" + escape(c.Field.Label.For("zh")) + "”不一样",
			"%s is not the same as " + escape(quoted(c.Field.Label))
	case IsIDNumber:
		return documentWords(c.Pattern)
	case IsMobile:
		return "%s应为 11 位手机号，以 1 开头", "%s must be a mobile number: 11 digits that begin with 1"
	}
	return drawnWords(c.Kind)
}

// missingWords is the message where nothing has been answered.
func missingWords(f *Field) (zh, en string) {
	switch {
	case f.Group != nil:
		return "还差%s", "%s is still missing"
	case f.Kind == Checkbox:
		return "请先勾选%s", "Tick %s first"
	case f.Kind == Face:
		return "请先完成%s", "Do %s first"
	case f.Kind.IsChoice():
		return "请选择%s", "Choose %s"
	}
	return "请填写%s", "Fill in %s"
}

// documentWords is the message about the number of a document.
func documentWords(pattern string) (zh, en string) {
	for _, d := range documents {
		if d.pattern == pattern {
			return d.zh, d.en
		}
	}
	return "", ""
}

// drawnWords is the message about a captcha or an SMS code.
func drawnWords(k CheckKind) (zh, en string) {
	switch k {
	case IsSent:
		return "%s还没有发出，请先获取", "No code for %s has been sent yet; ask for it first"
	case HasAttempts:
		return "%s输错的次数太多，已经作废，请重新获取", "%s was wrong too often and is void; ask for a new one"
	case IsFresh:
		return "%s已经过期，请重新获取", "%s has expired; ask for a new one"
	case IsCode:
		return "%s不对，请看手机上最后收到的那条短信", "%s is not the code in the last message on the phone"
	}
	return "%s不对，请照着新的图片再输入一次", "%s is not what the picture showed; type what the new one shows"
}

func characters(n int) string {
	if n == 1 {
		return "1 character"
	}
	return fmt.Sprintf("%d characters", n)
}

// listClasses names the classes: "字母和数字", "letters and digits".
func listClasses(classes []Class) (zh, en string) {
	for i, c := range classes {
		names := [...][2]string{{"字母", "letters"}, {"数字", "digits"}, {"大写字母", "capital letters"},
			{"小写字母", "small letters"}, {"符号", "symbols"}}[c]
		if i > 0 {
			zh, en = zh+"和", en+" and "
		}
		zh, en = zh+names[0], en+names[1]
	}
	return zh, en
}

// escape makes s stand for itself in a format.
func escape(s string) string {
	escaped := make([]byte, 0, len(s))
	for i := range len(s) {
		if s[i] == '%' {
			escaped = append(escaped, '%')
		}
		escaped = append(escaped, s[i])
	}
	return string(escaped)
}
