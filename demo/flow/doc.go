// Package flow is the language in which a procedure is described: the model of
// a flow, and the graph of its screens.
//
// A flow is a YAML file whose name ends in ".flow.yaml". This comment is the
// specification of the language. Package flowfile reads such files, package lint
// holds the rules, and package simulate defines what happens when a flow is
// rehearsed.
//
//	title: 找回登录密码           # needed
//	frame: browser               # what screens are drawn in: browser (the default) or phone
//	official: https://…          # where it is done for real
//	verified: 2026-11-20         # when a person last compared it with the real service
//	start: identify              # needed: the first screen
//	continues: trading-password  # the flow whose success this one begins with
//	persona: xiaoyang            # the record of a persona in personas.yaml
//	record: …                    # what the service knows about its customer
//	counters: …
//	timers: …
//	screens: …                   # needed
//	routes: …
//
// Keys that are not named here are mistakes, as are keys that are there twice.
// Names of screens, fields, counters, timers and values of the record begin with
// a letter and go on with at most 39 small letters, digits, "_" and "-".
// Anchors and aliases are not allowed.
//
// # Texts
//
// What readers read is a text, or a mapping from language codes to texts:
//
//	label: 下一步
//	label: {zh: 下一步, en: Next}
//
// The real service shows the zh text, or else the first one. Texts that are
// written by language have the same languages; of one that has none, or fewer,
// readers of another language see what the real service shows.
//
// Titles and texts of screens, hints and messages can name values of the record;
// labels, options and the title of the flow cannot. Readers see what the record
// has by then, an option in their language:
//
//	text: 领取方式：{record.way}
//	text: "{record.name}，您好"                # which YAML wants in quotation marks
//	text: 请拨 {fact.hotline}                 # what facts.yaml says
//	hint: 尾号 {record.mobile | masked}        # 138****8000; of a short one, 孙**
//	hint: 证件 {record.id | masked 6 4}        # so many characters at either end
//
// A brace itself is written twice: {{.
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
//
// Identity and mobile numbers, here and elsewhere in a flow, must be specimens:
// a made-up one may be somebody's. For resident identity numbers these are the
// two that GB 11643-1999 prints, 11010519491231002X and 440524188001010014. No
// mobile numbers are set aside for fiction in China; 13800138000 is a service
// number of an operator, printed as an example for decades, and no person's.
//
// A record that several flows share stands once, as a persona, in the file
// personas.yaml beside the flow or in a folder above:
//
//	xiaoyang: {name: 孙小样, account: sunxiaoyang}
//
// A flow that continues another one, named relative to its own folder, begins
// with the record that the other leaves behind when its samples are followed to
// success. Where several are given, record overrides persona, and persona the
// flow that is continued.
//
// # Counters and timers
//
//	counters:
//	  attempts: {max: 5}           # 1 to 1000
//	timers:
//	  lock: 300s                   # 1s to 3600s
//
// Buttons count and reset counters, and buttons and screens start timers, all
// by name. A counter begins with 0 and stays at its maximum. A timer runs for
// its time after it is started. Both must matter to some condition.
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
// A screen with "over: identify" is a dialog over the screen identify, from
// where its buttons lead on or, with "to: identify", back to what was typed. It
// has a title or a text, or both, and no fields. Only identify, and dialogs over
// it, lead to it.
//
// A screen with "starts: lock", or a list, starts these timers when it is
// entered.
//
// A screen that other flows have too is taken from one of their files, or from
// a file called screens.yaml, or something.screens.yaml, which has nothing but
// screens. What stands beside "use" replaces what is there; names in it mean
// those of this flow:
//
//	portal: {use: screens.yaml}
//	entry: {use: login.flow.yaml, screen: registered, text: 请登录。}
//
// An outcome ends the flow and has neither fields nor buttons. A dead-end
// should say, in its text, what can be done instead; a link must have one.
// Every screen must be reachable from the start, and an outcome from every screen.
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
// A sample "record.name" is the value of the record at the beginning of the flow or,
// where that is null, what a button sets it from with the sample of that field.
//
// The kinds:
//
//	text          the default
//	password      hidden, forgotten when the screen is entered
//	new-password  the same, for a password that is being chosen
//	id-number     a resident identity number by GB 11643-1999, or what the
//	              chosen type of document asks for
//	mobile        a mobile number of mainland China
//	captcha       a drawn text, to be typed; needs no sample
//	select        a choice of one of options: [first, second]
//	radio         the same, all options in sight
//	checkbox      to be ticked; sample: true or false
//	checklist     several checkboxes, options: [first, second], each of which
//	              must be ticked unless the list has required: false
//	sms-code      a code of 6 digits that a button of the screen, or one that
//	              leads here, sends to the phone; needs no sample
//	face          a check of the face, which is performed or not; no sample
//
// An sms-code takes resend: 60s, the time after which it can be sent again;
// expires: 300s, how long it is valid; and attempts: 5, the number of wrong ones
// that make it void. These are what it has when nothing is said.
//
// An id-number can depend on a select or radio of its screen:
//
//	type: id_type
//	types: {居民身份证: resident-id, 护照: passport}
//
// Every option has one of these types; letters may be typed small:
//
//	resident-id       18 characters by GB 11643-1999
//	passport          5 to 9 letters and digits, the room that ICAO 9303 gives
//	hk-macau-permit   H or M and 8 digits; older ones have 2 digits more
//	taiwan-permit     8 digits
//	residence-permit  18 characters by GB 11643-1999, beginning with 81, 82 or 83
//	foreigner-id      18 characters beginning with 9, with the same check
//	                  character; before December 2023, 3 letters and 12 digits
//
// A field must be filled in unless it has required: false; a checkbox need not
// be ticked unless it has required: true. Every field that must be filled in
// has a sample: its own, or that of the field it must equal, or the value of
// the record that it must equal. Only where that value is null may it be
// missing.
//
// The checks, in the order in which they are tried; all but the first two let
// an empty value pass. Lengths are counted as in HTML, in UTF-16 code units, and
// go from 1 to 127.
//
//	sent       of an sms-code: one was sent
//	required   true or false
//	           what the kind asks for: id-number, mobile, captcha; of an
//	           sms-code: attempts, expires, sms-code
//	minlength  a number
//	maxlength  a number; 64 where nothing else says how long a text may be
//	length     a number: exactly so many
//	only       classes of characters, of which every one must be: letter,
//	           digit, upper, lower, symbol (all ASCII)
//	contains   classes of which there must be one character each
//	classes    a number: of so many of upper, lower, digit and symbol there must
//	           be characters; or {min: 2, of: [letter, digit, symbol]}
//	pattern    an RE2 expression for the whole value; see package pattern
//	equals     record.name, or a field of the same screen
//
// Where a check fails, readers see a message that names the field and says what
// to do; "message" replaces that for all checks but required, and
// "messages" for one each:
//
//	message: 两次输入的密码不一致
//	messages: {required: 请再输入一次, equals: 两次输入的密码不一致}
//
// Choices can have equals, but no other checks; checkboxes, checklists, face
// checks, captchas and SMS codes none.
//
// # Buttons
//
//	buttons:
//	  - label: 提交                            # needed
//	    role: button                          # or link, tab, menu: what it looks like
//	    when: {lock: elapsed}                 # disabled otherwise
//	    submit: true                          # check the fields first; or some: [mobile]
//	    refused: …                            # what happens if a check fails
//	    set: {record.login_password: new}     # then keep what was typed
//	    count: attempts                       # then count, reset, start
//	    reset: attempts
//	    starts: lock
//	    to: done                              # then go there; needed
//	    send: code                            # then send an SMS code
//
// Only what is checked can be set. No two buttons of a screen have the same
// label, and no two fields. A tab that leads to its own screen is the one that
// is open. A button that sends, counts, resets or starts can do without "to":
// the reader stays, and the screen is as it was. The field that a button sends
// is one of the screen where the reader is then.
//
// Where a button leads can depend on conditions; the first branch whose
// conditions all hold is taken. The last has none, unless the others leave
// nothing to it:
//
//	to:
//	  - {when: {which: 登录密码}, to: login}
//	  - {to: both}
//
// Conditions ask about choices of the screen, the record, counters and timers:
//
//	{id_type: 护照}                  the option that is chosen
//	{agreed: true}                   a checkbox or a face check, or false
//	{record.login_password: set}     or unset: nobody knows it
//	{record.way: 邮寄到家}            the option, or the text, that it is
//	{attempts: max}                  or below-max
//	{lock: running}                  or elapsed, which it also is before it starts
//
// They are tested after everything else that the button does. What was chosen or
// typed on an earlier screen is asked of the record, where "set" kept it. A value
// that is itself called set or unset stands in quotation marks.
//
// A refusal keeps the reader on the screen, with messages. It can count, and
// lead elsewhere by branches with conditions, of which none needs to hold:
//
//	refused: {count: attempts, to: [{when: {attempts: max}, to: locked}]}
//
// A button with "items" is a menu: pressing it shows its items, which are
// buttons with the role menu, and does nothing else.
//
//	buttons:
//	  - label: 辅助功能
//	    items:
//	      - {label: 交易密码找回, to: identify}
//
// # Routes
//
// Readers are led along a route, from the start to an outcome: beside an article
// along the one that its steps tell, choices included; elsewhere along that of the
// samples, and where they leave something open, the shortest to success. A link
// may lead to another one by its name, as in register.flow.yaml#face:
//
//	routes:
//	  face:
//	    choose: {way: 人脸识别}      # what is chosen; the rest is as in the samples
//	    via: [notice]               # screens that it passes, in this order
//	    to: registered              # the outcome; success if it is not said
//
// "choose" means the fields of that name on all screens. Package route says more.
//
// # Limits
//
// Every file is read in bounded time. It has at most 512 KiB, and so have
// the other files that it uses, taken together; 400 screens, 1000 fields, 2000
// buttons, 100 options a field, 100 branches a button, 20 conditions a branch,
// 100 different patterns, and 200 each of values in the record, counters and
// timers.
package flow
