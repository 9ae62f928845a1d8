package flow

// The names of the language, in the order of the constants that they name.
var (
	frameNames   = [...]string{"browser", "phone"}
	outcomeNames = [...]string{"none", "success", "dead-end", "link"}
	kindNames    = [...]string{"text", "password", "new-password", "id-number", "mobile", "captcha", "select", "radio", "checkbox", "sms-code", "face"}
	checkNames   = [...]string{"required", "minlength", "maxlength", "length", "pattern", "contains", "only",
		"equals", "equals", "id-number", "mobile", "captcha", "sent", "attempts", "expires", "sms-code"}
	classNames = [...]string{"letter", "digit", "upper", "lower", "symbol"}
	roleNames  = [...]string{"button", "link", "tab", "menu"}
)
