package draft

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rehearse/demo/flow"
)

// idea is what the label of a field gives away.
type idea struct {
	// id is what such a field is called in flows.
	id    string
	label *regexp.Regexp
	kind  flow.Kind
	// zh and en are what the persona types, of a choice the options, the first of
	// which is chosen.
	zh, en []string
	// personal says that the service knows the persona's value.
	personal bool
}

// label is an expression for labels, whatever the case of their letters.
func label(expression string) *regexp.Regexp { return regexp.MustCompile(`(?i)` + expression) }

// ideas are in the order in which they are tried.
var ideas = []idea{
	{id: "captcha", kind: flow.Captcha, label: label(`图形码|图形验证|图片验证|随机验证|随机码|附加码|captcha|(characters|code|text|letters) (in|from|on) the (picture|image)`)},
	{id: "code", kind: flow.SMSCode, label: label(`短信|动态(验证)?码|动态密码|手机(验证|校验)码|text message|\bsms\b|one[- ]time|code (sent|from)`)},
	{id: "captcha", kind: flow.Captcha, label: label(`验证码|校验码|verification code|^code$`)},
	{id: "again", kind: flow.NewPassword, label: label(`(确认|再次|重复|再输).*(密码|口令)|(confirm|repeat|again|retype|re-enter).*(password|pin\b)|(password|pin\b).*again`)},
	{id: "new", kind: flow.NewPassword, label: label(`(新|设置|设定).*(密码|口令)|\b(new|choose|create|set)\b.*(password|pin\b)`)},
	{id: "password", kind: flow.Password, label: label(`密码|口令|password|\bpin\b`), zh: []string{"yang2026"}, en: []string{"sample2026"}, personal: true},
	{id: "id_type", kind: flow.Select, label: label(`证件(类型|种类|类别)|(type|kind) of (id|identity)|(id|document) type`), zh: []string{"居民身份证", "护照"}, en: []string{"Resident identity card", "Passport"}, personal: true},
	{id: "id_number", kind: flow.ResidentID, label: label(`证件号|身份证|身份号码|\bid (card )?(number|no)|identity (card )?number`), zh: []string{flow.Specimens()[0]}, en: []string{flow.Specimens()[0]}, personal: true},
	{id: "mobile", kind: flow.Mobile, label: label(`手机|移动电话|联系电话|mobile|\bphone|telephone number`), zh: []string{"13800138000"}, en: []string{"13800138000"}, personal: true},
	{id: "email", label: label(`邮箱|电子邮件|e-?mail`), zh: []string{"sample@example.com"}, en: []string{"sample@example.com"}},
	{id: "account", label: label(`账号|帐号|账户名|用户名|登录名|\b(account|user ?name|user id)\b`), zh: []string{"sunxiaoyang"}, en: []string{"samsample"}, personal: true},
	{id: "unit", label: label(`单位|公司|企业|机构|\b(company|employer|organi[sz]ation)\b`), zh: []string{"示例公司"}, en: []string{"Sample Company"}},
	{id: "name", label: label(`姓名|名字|申请人|\bname\b`), zh: []string{"孙小样"}, en: []string{"Sam Sample"}, personal: true},
	{id: "gender", kind: flow.Radio, label: label(`性别|\b(gender|sex)\b`), zh: []string{"女", "男"}, en: []string{"Female", "Male"}},
	{id: "date", label: label(`日期|生日|出生|年月日|\b(date|birthday)\b`), zh: []string{"2026-01-05"}, en: []string{"2026-01-05"}},
	{id: "month", label: label(`月份|年月|起始月|\bmonth\b`), zh: []string{"2026-01"}, en: []string{"2026-01"}},
	{id: "year", label: label(`年度|年份|\byear\b`), zh: []string{"2026"}, en: []string{"2026"}},
	{id: "amount", label: label(`金额|数额|费用|工资|\b(amount|salary|sum)\b`), zh: []string{"1000"}, en: []string{"1000"}},
	{id: "card", label: label(`卡号|证号|\bcard\b`), zh: []string{"20260001"}, en: []string{"20260001"}, personal: true},
	{id: "number", label: label(`编号|单号|号码|代码|\b(number|no\.?|code)\b`), zh: []string{"20260001"}, en: []string{"20260001"}},
	{id: "address", label: label(`地址|住址|\baddress\b`), zh: []string{"示例路 1 号"}, en: []string{"1 Sample Street"}},
	{id: "reason", label: label(`原因|理由|事由|备注|说明|\b(reason|remarks?|comment)\b`), zh: []string{"演练"}, en: []string{"rehearsal"}},
	{id: "face", kind: flow.Face, label: label(`人脸|刷脸|\bface\b`)},
	{id: "agree", kind: flow.Checkbox, label: label(`同意|已阅读|承诺|\b(agree|accept|have read)\b`)},
}

// ideaOf returns what a label gives away, or nil.
func ideaOf(label string) *idea {
	label = strings.Join(strings.Fields(label), " ")
	for i := range ideas {
		if ideas[i].label.MatchString(label) {
			return &ideas[i]
		}
	}
	return nil
}

// choiceLabel finds labels of what is chosen and not typed.
var choiceLabel = label(`(类型|类别|种类|方式|性别|城市|省份?|地区|区县|国家|国籍|民族|学历|银行|网点|原因|项目|渠道|用途)$|` +
	`\b(type|kind|category|city|country|region|province|district|bank|branch|method|way|gender|reason|purpose|period)$`)

// doneLabel finds labels that say what is done, whatever else they name.
var doneLabel = label(`(登录|注册|办理|查询|找回|验证|认证|申请|申报|支付|log ?in|sign ?in)$`)

// isFieldLabel reports whether what is chosen by that name is a field, and not one
// of its options.
func isFieldLabel(name string) bool {
	idea := ideaOf(name)
	return choiceLabel.MatchString(name) || idea != nil && !idea.kind.IsTick() && !doneLabel.MatchString(name)
}

// sendLabel finds labels of buttons that send a code.
var sendLabel = label(`(获取|发送|点击获取|重新获取|免费获取).*(验证码|校验码|动态码|短信|密码)|\b(get|send|request)\b.*\bcode\b`)

// IsSender reports whether a button of that label sends a code to the phone.
func IsSender(label string) bool { return sendLabel.MatchString(label) }

// plainLabel finds labels of buttons that say nothing about where they lead.
var plainLabel = label(`^(下一步|上一步|提交|保存|确定|确认|完成|继续|登录|登陆|查询|立即登录|同意|next|continue|submit|save|ok|confirm|done|log ?in|sign ?in|search)$`)

// okLabel finds those of the buttons of dialogs.
var okLabel = label(`^(确定|确认|知道了|我知道了|好的?|关闭|ok|got it|close)$`)

// types are what the options of a type of document mean for its number.
var types = []struct {
	option *regexp.Regexp
	name   string
}{
	{label(`居住证|residence permit`), "residence-permit"},
	{label(`永久居留|permanent resident`), "foreigner-id"},
	{label(`港澳.*通行证|hong kong.*permit`), "hk-macau-permit"},
	{label(`台湾.*通行证|taiwan.*permit`), "taiwan-permit"},
	{label(`身份证|identity card|id card`), "resident-id"},
	{label(`护照|passport`), "passport"},
}

// typesOf returns what each option means for a number, or nil where one of them
// is unknown.
func typesOf(options []Text) []string {
	var names []string
	for _, o := range options {
		i := slices.IndexFunc(types, func(t struct {
			option *regexp.Regexp
			name   string
		}) bool {
			return t.option.MatchString(o.Text)
		})
		if i < 0 {
			return nil
		}
		names = append(names, types[i].name)
	}
	return names
}

// normal returns a text without spaces and in lower case.
func normal(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// KindOf is the kind of a field: its own, or the one that its label gives away.
func KindOf(f *Field) flow.Kind {
	for _, k := range flow.Kinds() {
		if f.Kind.Text == k.String() {
			return k
		}
	}
	return f.kindOf(about(f.Label.Text))
}
