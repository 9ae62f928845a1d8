package flow

import "testing"

func TestMessagesAboutClasses(t *testing.T) {
	f := &Field{Label: NewText("新密码", map[string]string{"en": "New password"})}
	four := []Class{Upper, Lower, Digit, Symbol}
	for _, test := range []struct {
		check  Check
		zh, en string
	}{
		{Check{Kind: ContainsSome, AtLeast: 2, Classes: four}, "“新密码”里要有大写字母、小写字母、数字、符号中的至少两种",
			"“新密码” (New password) must contain at least two of these: capital letters, small letters, digits and symbols"},
		{Check{Kind: ContainsSome, AtLeast: 1, Classes: four[2:3]}, "“新密码”里要有数字中的至少一种", "“新密码” (New password) must contain at least one of these: digits"},
		{Check{Kind: Contains, Classes: []Class{Letter, Digit}}, "“新密码”里要有字母和数字", "“新密码” (New password) must contain letters and digits"},
	} {
		if got := UsualMessage(f, test.check); got.Default != test.zh || got.For("en") != test.en {
			t.Errorf("%s / %s", got.Default, got.For("en"))
		}
	}
}
