package flow

import (
	"fmt"
	"strings"
)

// CheckKind is what a check asks of a value.
type CheckKind int

// The kinds of checks.
const (
	Required CheckKind = iota
	// MinLength, MaxLength and Length compare with Check.Length.
	MinLength
	MaxLength
	Length
	// Pattern wants the whole value to match Check.Pattern.
	Pattern
	// Contains wants a character of each of Check.Classes.
	Contains
	// ContainsSome wants characters of at least Check.AtLeast of Check.Classes.
	ContainsSome
	// Only wants every character to be in one of Check.Classes.
	Only
	// EqualsSlot wants the value of Check.Slot, which passes for no value
	// while the slot has none.
	EqualsSlot
	// EqualsField wants the value of Check.Field, of the same screen.
	EqualsField
	// IsIDNumber wants the number of an identity document: one that
	// Check.Pattern matches and that, if it has 18 characters, is valid by
	// GB 11643-1999. Where Pattern is "", it has 18 characters.
	IsIDNumber
	// IsMobile wants a mobile number of mainland China: 1, 3 to 9, 9 digits.
	IsMobile
	// IsShown wants the text that the captcha shows.
	IsShown
	// IsSent wants an SMS code to have been sent.
	IsSent
	// HasAttempts wants the SMS code not to be void by too many wrong attempts.
	HasAttempts
	// IsFresh wants the SMS code not to have expired.
	IsFresh
	// IsCode wants the SMS code that was sent last.
	IsCode
)

// CheckSpec declares a kind of checks. What it means to pass is in packages
// simulate, explore and wasm, each for itself.
type CheckSpec struct {
	// Name is what flow files call the check.
	Name string
	// OnEmpty says that the check is tried on an empty value, too; others let
	// it pass.
	OnEmpty bool
	// Voids says that what fails the check is worthless from then on, so that
	// another code must be sent.
	Voids bool
	// message tells readers whose value fails the check what to do, unless the
	// flow says otherwise; it is in Chinese and English and has %s for the
	// field's label. That of Required belongs to the kind of the field.
	message func(Check) Text
}

// checks declares each kind of checks.
var checks = [...]CheckSpec{
	Required:     {Name: "required", OnEmpty: true},
	MinLength:    {Name: "minlength", message: counted("%%s至少要 %d 个字符", "%%s must have at least %s")},
	MaxLength:    {Name: "maxlength", message: counted("%%s最多 %d 个字符", "%%s must have at most %s")},
	Length:       {Name: "length", message: counted("%%s应为 %d 个字符", "%%s must have exactly %s")},
	Pattern:      {Name: "pattern", message: fixed("%s的格式不对", "%s does not have the right form")},
	Contains:     {Name: "contains", message: classes("%s里要有", "%s must contain ")},
	ContainsSome: {Name: "classes", message: someClasses},
	Only:         {Name: "only", message: classes("%s里只能有", "%s may contain nothing but ")},
	EqualsSlot:   {Name: "equals", message: fixed("%s和系统里登记的不一样", "%s is not what the service has on record")},
	EqualsField:  {Name: "equals", message: sameAs},
	IsIDNumber:   {Name: "id-number", message: fixed(residentID.zh, residentID.en)},
	IsMobile:     {Name: "mobile", message: fixed("%s应为 11 位手机号，以 1 开头", "%s must be a mobile number: 11 digits that begin with 1")},
	IsShown:      {Name: "captcha", message: fixed("%s不对，请照着新的图片再输入一次", "%s is not what the picture showed; type what the new one shows")},
	IsSent:       {Name: "sent", OnEmpty: true, message: fixed("%s还没有发出，请先获取", "No code for %s has been sent yet; ask for it first")},
	HasAttempts:  {Name: "attempts", Voids: true, message: fixed("%s输错的次数太多，已经作废，请重新获取", "%s was wrong too often and is void; ask for a new one")},
	IsFresh:      {Name: "expires", Voids: true, message: fixed("%s已经过期，请重新获取", "%s has expired; ask for a new one")},
	IsCode:       {Name: "sms-code", message: fixed("%s不对，请看手机上最后收到的那条短信", "%s is not the code in the last message on the phone")},
}

// CheckKinds returns all kinds of checks.
func CheckKinds() []CheckKind {
	all := make([]CheckKind, len(checks))
	for i := range all {
		all[i] = CheckKind(i)
	}
	return all
}

// Spec returns the declaration of a kind of checks.
func (k CheckKind) Spec() CheckSpec { return checks[k] }

// String returns the check's name in flow files.
func (k CheckKind) String() string { return checks[k].Name }

// UsualMessage returns the message to readers whose value for f fails c, unless
// the flow says otherwise.
func UsualMessage(f *Field, c Check) Text {
	format := c.Message
	switch {
	case c.Kind == Required && f.Group != nil:
		format = bilingual("还差%s", "%s is still missing")
	case c.Kind == Required:
		format = f.Kind.Spec().Missing
	case format.IsZero():
		format = checks[c.Kind].message(c)
	}
	return bilingual(
		strings.Replace(format.Default, "%s", "“"+plain(f.Label.For("zh"))+"”", 1),
		strings.Replace(format.For("en"), "%s", plain(quoted(f.Label)), 1))
}

func bilingual(zh, en string) Text { return NewText(zh, map[string]string{"en": en}) }

// quoted is a label for English readers: as it stands on the screen, and what
// it means.
func quoted(t Text) string {
	if t.Translated("en") {
		return "“" + t.Default + "” (" + t.For("en") + ")"
	}
	return "“" + t.Default + "”"
}

func fixed(zh, en string) func(Check) Text {
	return func(Check) Text { return bilingual(zh, en) }
}

// counted is a message that says how many characters there must be.
func counted(zh, en string) func(Check) Text {
	return func(c Check) Text {
		characters := fmt.Sprintf("%d characters", c.Length)
		if c.Length == 1 {
			characters = "1 character"
		}
		return bilingual(fmt.Sprintf(zh, c.Length), fmt.Sprintf(en, characters))
	}
}

// classes is a message that ends in a list: "字母和数字", "letters and digits".
func classes(zh, en string) func(Check) Text {
	return func(c Check) Text {
		inChinese, inEnglish := nameClasses(c.Classes)
		return bilingual(zh+strings.Join(inChinese, "和"), en+strings.Join(inEnglish, " and "))
	}
}

func nameClasses(classes []Class) (inChinese, inEnglish []string) {
	for _, class := range classes {
		names := [...][2]string{{"字母", "letters"}, {"数字", "digits"}, {"大写字母", "capital letters"},
			{"小写字母", "small letters"}, {"符号", "symbols"}}[class]
		inChinese, inEnglish = append(inChinese, names[0]), append(inEnglish, names[1])
	}
	return inChinese, inEnglish
}

// someClasses asks for so many of a list: "大写字母、小写字母、数字、符号中的至少两种".
func someClasses(c Check) Text {
	n := [...][2]string{{}, {"一", "one"}, {"两", "two"}, {"三", "three"}, {"四", "four"}, {"五", "five"}}[c.AtLeast]
	inChinese, inEnglish := nameClasses(c.Classes)
	last := len(inEnglish) - 1
	listed := strings.Join(inEnglish[:last], ", ")
	if last > 0 {
		listed += " and "
	}
	return bilingual("%s里要有"+strings.Join(inChinese, "、")+"中的至少"+n[0]+"种", "%s must contain at least "+n[1]+" of these: "+listed+inEnglish[last])
}

func sameAs(c Check) Text {
	return bilingual("%s和“"+plain(c.Field.Label.For("zh"))+"”不一样", "%s is not the same as "+plain(quoted(c.Field.Label)))
}

// Class is a set of characters.
type Class int

// The classes: ASCII letters, digits and punctuation.
const (
	Letter Class = iota
	Digit
	Upper
	Lower
	Symbol
)

// String returns the class's name in flow files.
func (c Class) String() string { return [...]string{"letter", "digit", "upper", "lower", "symbol"}[c] }
