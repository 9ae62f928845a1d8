package player_test

import (
	"slices"
	"testing"

	"rehearse/demo/player"
)

// needing asks for all that readers may need, and for what they need not: on the way
// are the screens who and new; nobody logs in.
const needing = `title: {zh: 换密码, en: Change it}
start: login
record: {name: 孙小样, account: sunxiaoyang, id: 11010519491231002X, mobile: "13800138000", pin: null, type: 护照, card: "7788"}
screens:
  login:
    title: {zh: 登录, en: Log in}
    fields:
      pin: {label: {zh: 密码, en: PIN}, kind: password, equals: record.pin}
    buttons:
      - {label: {zh: 登录, en: Log in}, submit: true, to: done}
      - {label: {zh: 忘记密码, en: Forgotten}, to: who}
  who:
    title: {zh: 是谁, en: Who}
    fields:
      name: {label: {zh: 姓名, en: Name}, equals: record.name}
      account: {label: {zh: 账号, en: Account}, equals: record.account}
      type: {label: {zh: 类型, en: Type}, kind: select, options: [{zh: 护照, en: Passport}, {zh: 身份证, en: ID card}], equals: record.type}
      id: {label: {zh: 证件号码, en: Number}, kind: id-number, equals: record.id}
      mobile: {label: {zh: 手机号, en: Mobile}, kind: mobile, equals: record.mobile}
      code: {label: {zh: 验证码, en: Code}, kind: sms-code}
      face: {label: {zh: 刷脸, en: Face}, kind: face}
      card: {label: {zh: 交易密码, en: Second PIN}, kind: password, equals: record.card}
      bring: {label: {zh: 带上, en: Bring}, kind: checklist, options: [{zh: 户口本, en: Household register}]}
    buttons:
      - {label: {zh: 获取, en: Send}, send: code}
      - {label: {zh: 下一步, en: Next}, submit: true, to: new}
  new:
    title: {zh: 新密码, en: New PIN}
    fields:
      pin: {label: {zh: 新密码, en: New PIN}, kind: new-password, length: 4, sample: "2468"}
    buttons: [{label: {zh: 提交, en: Submit}, submit: true, set: {record.pin: pin}, to: done}]
  done: {outcome: success, title: {zh: 好了, en: Done}}
`

// continuing asks for what the flow before has made, and sends to a phone that it does
// not ask for.
const continuing = `title: {zh: 再登录, en: Log in}
start: login
record: {pin: "2468"}
screens:
  login:
    title: {zh: 登录, en: Log in}
    fields:
      pin: {label: {zh: 新密码, en: New PIN}, kind: password, equals: record.pin}
      code: {label: {zh: 验证码, en: Code}, kind: sms-code}
    buttons:
      - {label: {zh: 获取, en: Send}, send: code}
      - {label: {zh: 登录, en: Log in}, submit: true, to: done}
  done: {outcome: success, title: {zh: 好了, en: Done}}
`

func TestPreparations(t *testing.T) {
	first, second := parsed(t, needing), parsed(t, continuing)
	for lang, want := range map[string][2][]string{
		"zh": {{"账号", "证件（要填号码）", "登记过的手机号（要收短信）", "本人（要刷脸）", "交易密码", "户口本"}, {"能收短信的手机"}},
		"en": {
			{"Account", "Identity document (for its number)", "The phone on record (for a text message)", "Yourself (for the face check)", "Second PIN", "Household register"},
			{"A phone that gets text messages"},
		},
	} {
		got := player.Preparations([]player.View{{Flow: first, Lang: lang, ID: "a"}, {Flow: second, Lang: lang, ID: "b"}})
		for i, list := range got {
			if !slices.Equal(list, want[i]) {
				t.Errorf("%s: rehearsal %d needs %q, want %q", lang, i+1, list, want[i])
			}
		}
	}
}
