// Package flow is the language in which a procedure is described: its model,
// its parser, and the rules that a description must keep.
//
// A flow is a YAML file whose name ends in ".flow.yaml". This comment is the
// specification of the language; package simulate defines what happens when a
// flow is rehearsed.
//
//	title: 找回登录密码           # needed
//	frame: browser               # what screens are drawn in: browser (the default) or phone
//	official: https://…          # where it is done for real
//	verified: 2026-11-20         # when a person last compared it with the real service
//	start: identify              # needed: the first screen
//	record: …                    # what the service knows about its customer
//	screens: …                   # needed
//
// Keys that are not named here are mistakes, as are keys that are there twice.
// Names of screens, fields and values of the record begin with a letter and go
// on with at most 39 small letters, digits, "_" and "-". Anchors and aliases
// are not allowed.
//
// # Texts
//
// What readers read is a text, or a mapping from language codes to texts:
//
//	label: 下一步
//	label: {zh: 下一步, en: Next}
//
// The real service shows the zh text, or else the first one.
//
// # Record
//
//	record:
//	  name: 孙小样
//	  trade_password: "135790"    # digits need quotes, or 007 would become 7
//	  login_password: null        # nobody knows it, so nothing equals it
//
// A value holds texts, or, when it is compared with or set from a select or
// radio, one of its options; all such fields must have the same options.
// Resident identity numbers, here and elsewhere in a flow, must be specimens
// that the standard prints: a made-up one may be somebody's.
//
// # Screens
//
//	screens:
//	  identify:
//	    title: 找回登录密码         # needed
//	    text: 请填写您的信息。
//	    fields: …
//	    buttons: …                 # needed, except for outcomes
//	  done:
//	    outcome: success           # success, dead-end or link
//	    title: 修改成功             # an outcome may have its text as its title
//	    text: 请用新密码登录。
//	    link: '#counter'           # a heading, a relative path, or https://…
//
// An outcome ends the flow and has neither fields nor buttons. A dead-end
// should say, in its text, what can be done instead; a link must have one.
// Every screen can be come to from the start, and an outcome from every screen.
//
// # Fields
//
//	fields:
//	  id_number:
//	    label: 证件号码             # needed
//	    hint: 18 位
//	    kind: id-number
//	    sample: 11010519491231002X # what "fill in the sample" types
//	    equals: record.id_number
//
// The kinds:
//
//	text          the default
//	password      hidden, forgotten when the screen is entered
//	new-password  the same, for a password that is being chosen
//	id-number     a resident identity number by GB 11643-1999
//	mobile        a mobile number of mainland China
//	captcha       a drawn text, to be typed; needs no sample
//	select        a choice of one of options: [first, second]
//	radio         the same, all options in sight
//	checkbox      to be ticked; sample: true or false
//
// A field must be filled in unless it has required: false; a checkbox need not
// be ticked unless it has required: true. Every field that must be filled in
// has a sample: its own, or that of the field it must equal, or the value of
// the record that it must equal. Only where that value is null may it be
// missing.
//
// The checks, in the order in which they are tried; all but the first let an
// empty value pass. Lengths are counted as in HTML, in UTF-16 code units, and
// go from 1 to 127.
//
//	required   true or false
//	           what the kind asks for: id-number, mobile, captcha
//	minlength  a number
//	maxlength  a number; 64 where nothing else says how long a text may be
//	length     a number: exactly so many
//	only       classes of characters, of which every one must be: letter,
//	           digit, upper, lower, symbol (all ASCII)
//	contains   classes of which there must be one character each
//	pattern    an RE2 expression for the whole value; see package pattern
//	equals     record.name, or a field of the same screen
//
// Where a check fails, readers are told something that names the field and
// what to do; "message" replaces that for all checks but required, and
// "messages" for one each:
//
//	message: 两次输入的密码不一致
//	messages: {required: 请再输入一次, equals: 两次输入的密码不一致}
//
// Choices can have equals, but no other checks; checkboxes and captchas none.
//
// # Buttons
//
//	buttons:
//	  - label: 提交                            # needed
//	    role: button                          # or link, tab, menu: what it looks like
//	    submit: true                          # check the fields first
//	    set: {record.login_password: new}     # then keep what was typed
//	    to: done                              # then go there; needed
//
// Only a button that submits can set. No two buttons of a screen have the same
// label, and no two fields. A tab that leads to its own screen is the one that
// is open. Where a button leads can depend on choices of its screen; the first
// branch whose conditions all hold is taken, and the last has none:
//
//	to:
//	  - {when: {which: 登录密码}, to: login}
//	  - {to: both}
package flow
