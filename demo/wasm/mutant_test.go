package wasm

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"

	"rehearse/demo/effort"
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// mutant is a mistake that the compiler could have: it is given a flow that
// was changed, while the interpreter has the flow as it is, or the code that
// it emits is changed.
type mutant struct {
	name  string
	model func(*flow.Flow)
	code  func(*compiler)
}

func mutants() []mutant {
	return slices.Concat(modelMutants(), codeMutants(), arithmeticMutants(), fieldMutants())
}

func modelMutants() []mutant {
	length := func(k flow.CheckKind, by int) func(*flow.Flow) {
		return eachCheck(func(f *flow.Field, c *flow.Check) {
			if c.Kind == k {
				c.Length += by
			}
		})
	}
	return []mutant{
		{name: "minlength is one too small", model: length(flow.MinLength, -1)},
		{name: "minlength is one too large", model: length(flow.MinLength, 1)},
		{name: "maxlength is one too small", model: length(flow.MaxLength, -1)},
		{name: "maxlength is one too large", model: length(flow.MaxLength, 1)},
		{name: "a length is one too large", model: length(flow.Length, 1)},
		{name: "a check is missing", model: func(f *flow.Flow) {
			for _, field := range f.Fields {
				if n := len(field.Checks); n > 1 {
					field.Checks = field.Checks[:n-1]
				}
			}
		}},
		{name: "errors have the number of another check", model: func(f *flow.Flow) {
			for _, field := range f.Fields {
				if c := field.Checks; len(c) > 1 {
					c[0], c[1] = c[1], c[0]
				}
			}
		}},
		{name: "a class need not be there", model: eachCheck(func(f *flow.Field, c *flow.Check) {
			if c.Kind == flow.Contains {
				c.Classes = c.Classes[1:]
			}
		})},
		{name: "a class fewer is enough", model: eachCheck(func(f *flow.Field, c *flow.Check) {
			if c.Kind == flow.ContainsSome {
				c.AtLeast--
			}
		})},
		{name: "a class more is asked for", model: eachCheck(func(f *flow.Field, c *flow.Check) {
			if c.Kind == flow.ContainsSome {
				c.AtLeast++
			}
		})},
		{name: "of some classes another counts", model: eachCheck(func(f *flow.Field, c *flow.Check) {
			if c.Kind == flow.ContainsSome {
				c.Classes = c.Classes[1:]
			}
		})},
		{name: "a class may not be there", model: eachCheck(func(f *flow.Field, c *flow.Check) {
			if c.Kind == flow.Only {
				c.Classes = c.Classes[1:]
			}
		})},
		{name: "a pattern need match only a part", model: eachCheck(func(f *flow.Field, c *flow.Check) {
			if c.Kind == flow.Pattern {
				c.Pattern = "(" + c.Pattern + ").?"
			}
		})},
		{name: "a check is tried whatever is chosen", model: eachCheck(func(f *flow.Field, c *flow.Check) { c.When = nil })},
		{name: "two transitions are swapped", model: func(f *flow.Flow) {
			for _, s := range f.Screens {
				if b := s.Buttons; len(b) > 1 {
					b[0].To, b[1].To = b[1].To, b[0].To
				}
			}
		}},
		{name: "branches are tried in another order", model: eachButton(func(b *flow.Button) {
			if len(b.To) > 2 {
				b.To[0], b.To[1] = b.To[1], b.To[0]
			}
		})},
		{name: "a condition asks for another option", model: eachCondition(func(c *flow.Condition) { c.Choice++ })},
		{name: "a condition asks the record for another text", model: eachCondition(func(c *flow.Condition) {
			if c.Text != "" {
				c.Text += "x"
			}
		})},
		{name: "a condition asks whether the record has a value, not which", model: eachCondition(func(c *flow.Condition) {
			if c.Slot != nil {
				c.Choice, c.Text = 0, ""
			}
		})},
		{name: "a condition asks the record for another option", model: eachCondition(func(c *flow.Condition) {
			if c.AsksWhich() && c.Text == "" {
				c.Choice = c.Choice%len(c.Slot.Options) + 1
			}
		})},
		{name: "a condition asks for the contrary", model: eachCondition(func(c *flow.Condition) { c.Is = !c.Is })},
		{name: "buttons are always enabled", model: eachButton(func(b *flow.Button) { b.When = nil })},
		{name: "the record is not written", model: eachButton(func(b *flow.Button) { b.Set = nil })},
		{name: "all fields are checked, not some", model: eachButton(func(b *flow.Button) {
			if b.Submit {
				b.Checks = b.Screen.Fields
			}
		})},
		{name: "nothing is checked", model: eachButton(func(b *flow.Button) { b.Checks = nil })},
		{name: "presses are not counted", model: eachButton(func(b *flow.Button) { b.Count = nil })},
		{name: "counters are not reset", model: eachButton(func(b *flow.Button) { b.Reset = nil })},
		{name: "refusals are not counted", model: eachButton(func(b *flow.Button) { b.Refused.Count = nil })},
		{name: "refusals lead nowhere", model: eachButton(func(b *flow.Button) { b.Refused.To = nil })},
		{name: "no code is sent", model: eachButton(func(b *flow.Button) { b.Send = nil })},
		{name: "buttons start no timers", model: eachButton(func(b *flow.Button) { b.Starts = nil })},
		{name: "counters count one too far", model: func(f *flow.Flow) {
			for _, c := range f.Counters {
				c.Max++
			}
		}},
		{name: "timers run a second longer", model: func(f *flow.Flow) {
			for _, t := range f.Timers {
				t.Seconds++
			}
		}},
		{name: "screens start no timers", model: func(f *flow.Flow) {
			for _, s := range f.Screens {
				s.Starts = nil
			}
		}},
		{name: "closing a dialog enters the screen below", model: func(f *flow.Flow) {
			for _, s := range f.Screens {
				s.Over = nil
			}
		}},
		{name: "the record begins otherwise", model: func(f *flow.Flow) {
			for _, s := range f.Record {
				s.Null = false
			}
		}},
	}
}

func eachButton(change func(*flow.Button)) func(*flow.Flow) {
	return func(f *flow.Flow) {
		for _, b := range f.Buttons {
			change(b)
		}
	}
}

func eachCheck(change func(*flow.Field, *flow.Check)) func(*flow.Flow) {
	return func(f *flow.Flow) {
		for _, field := range f.Fields {
			for i := range field.Checks {
				change(field, &field.Checks[i])
			}
		}
	}
}

func eachCondition(change func(*flow.Condition)) func(*flow.Flow) {
	return eachButton(func(b *flow.Button) {
		for _, t := range b.To {
			for i := range t.When {
				change(&t.When[i])
			}
		}
	})
}

func codeMutants() []mutant {
	constant := func(name string, n int) mutant {
		return mutant{name: fmt.Sprintf("%s returns %d", name, n), code: instead(name, func(b *code) { b.i32Const(n) })}
	}
	nothing := func(name string) mutant {
		return mutant{name: name + " does nothing", code: instead(name, func(*code) {})}
	}
	return []mutant{
		nothing("drawing"), // captchas are not drawn anew
		nothing("fill"),    // what was typed and is secret stays
		nothing("copy"),
		nothing("enter"),
		nothing("normalise"),
		nothing("refresh"),
		nothing("tick"),
		nothing("countUp"),
		constant("equal", 0),
		constant("equal", 1),
		constant("match", 1),
		constant("residentID", 1),
		constant("isSpace", 0),
		constant("isHyphen", 0),
		constant("isInvisible", 0),
		constant("classes", maskDigit),
		constant("press", resultDone),
		constant("screen", 0),
		constant("error", 0),
		constant("value", 0),
		constant("shown", 0),
		constant("left", 0),
		constant("recorded", 0),
		constant("recorded", 2),
		replacing("values of the record lack their last unit", "recorded", new(code).addConst(-1).localTee(1), new(code).addConst(-2).localTee(1)),
		replacing("values of the record are those of another", "recorded", one(0).op(opI32Eq).if_(), one(1).op(opI32Eq).if_()),
		constant("enabled", 0),
		constant("enabled", 1),
		{name: "full-width letters stay so", code: instead("narrow", func(b *code) { b.localGet(0) })},
		replacing("patterns begin in another state", "match", one(1).localSet(4), one(2).localSet(4)),
		replacing("texts are equal when the first units are", "equal", new(code).op(opI32Eq).brIf(0), new(code).op(opI32Or).brIf(0)),
		replacing("the lengths of texts may differ", "equal", new(code).op(opI32Ne).if_(), new(code).op(opI32And).if_()),
		replacing("years may be too late", "residentID", new(code).within(1800, 2099), new(code).within(1800, 2101)),
		replacing("the sum is taken modulo 10", "residentID", one(11).op(opI32RemU), one(10).op(opI32RemU)),
		replacing("another random number", "drawing", one(13).op(opI32Shl), one(12).op(opI32Shl)),
		replacing("errors stay when the screen is entered", "enter", new(code).localTee(2).i32Const(0).i32Store16(0), new(code).localTee(2).i32Const(0).i32Store16(2)),
		replacing("passwords stay when the screen is entered", "enter", one(int(traitForget)).op(opI32And), one(0).op(opI32And)),
		replacing("options above the last are taken", "input", new(code).op(opI32GtU, opSelect), new(code).op(opI32Ne, opSelect)),
		replacing("texts are kept one unit too long", "normalise", new(code).op(opI32GeU).brIf(0), new(code).i32Const(1).op(opI32Add, opI32GeU).brIf(0)),
		replacing("letters of codes stay small", "normalise", new(code).within('a', 'z'), new(code).within('b', 'z')),
		replacing("full-width letters end one early", "narrow", new(code).within('Ａ', 'Ｚ'), new(code).within('Ａ', 'Ｚ'-1)),
		replacing("hyphens end one early", "isHyphen", new(code).within(0x2010, 0x2015), new(code).within(0x2010, 0x2014)),
		replacing("invisible characters begin one late", "isInvisible", new(code).within(0x202A, 0x202E), new(code).within(0x202B, 0x202E)),
		replacing("symbols begin one late", "classes", new(code).within('!', '~'), new(code).within('"', '~')),
		replacing("spaces stay at the beginning", "normalise", one(int(traitTrim)).op(opI32And), one(0).op(opI32And)),
		replacing("what is cut off is not cleared", "normalise", new(code).unit(2, 5).i32Const(0).i32Store16(0), new(code).unit(2, 5).i32Const(1).i32Store16(0)),
		replacing("time passes one second late", "tick", new(code).op(opI32GtU, opSelect), new(code).i32Const(1).op(opI32Add, opI32GtU, opSelect)),
	}
}

// arithmeticMutants are small mistakes in what every flow shares.
func arithmeticMutants() []mutant {
	lastUnit := new(code).i32Load16U(2 + 2*(flow.ResidentIDUnits-1))
	return []mutant{
		replacing("time goes back", "tick", one(1).op(opI32LtS), one(1).op(opI32LtU)),
		replacing("the last timer stands still", "tick", new(code).addConst(2).localTee(1), new(code).addConst(2).localTee(1).addConst(2)),
		replacing("a random generator may begin with 0", "restart", new(code).op(opI32Eqz, opI32Add), new(code).i32Const(0).op(opI32And, opI32Add)),
		replacing("fields of other screens can be filled in", "here", new(code).op(opI32Eq), new(code).op(opI32Eq).i32Const(1).op(opI32Or)),
		replacing("buttons of other screens can be pressed", "enabled", new(code).op(opI32Ne).if_(), new(code).op(opI32Ne).i32Const(0).op(opI32And).if_()),
		replacing("another shift of the random generator", "drawing", one(17).op(opI32ShrU), one(17).op(opI32Shl)),
		replacing("the random generator stands still", "drawing", new(code).localGet(5).i32Store(randomAt), one(7).i32Store(randomAt)),
		replacing("captchas stay when the screen is entered", "enter", one(int(traitDraw)).op(opI32And), one(0).op(opI32And)),
		replacing("months have a day more", "residentID", new(code).op(opI32And, opI32Add, opI32LtU), new(code).op(opI32And, opI32Add).addConst(1).op(opI32LtU)),
		replacing("the centuries that 400 divides are no leap years", "residentID", one(400).op(opI32RemU, opI32Eqz), one(400).op(opI32RemU, opI32Eqz).i32Const(0).op(opI32And)),
		replacing("all centuries are leap years", "residentID", one(100).op(opI32RemU).i32Const(0).op(opI32Ne), one(100).op(opI32RemU).i32Const(200).op(opI32Ne)),
		replacing("no year is a leap year", "residentID", one(1).op(opI32Eq, opI32And, opI32Add), one(12).op(opI32Eq, opI32And, opI32Add)),
		replacing("the check character is not looked at", "residentID", &code{append(slices.Clone(lastUnit.b), opI32Ne)}, &code{append(slices.Clone(lastUnit.b), opI32And, opI32Const, 0, opI32And)}),
		replacing("an interval begins one unit late", "match", new(code).localGet(6).op(opI32GtU), new(code).localGet(6).op(opI32GeU)),
		replacing("patterns leave the last unit out", "match", new(code).localGet(0).i32Load16U(0).op(opI32GeU), new(code).localGet(0).i32Load16U(0).addConst(-1).op(opI32GeU)),
		inEach("mobile numbers may begin with 12", "check ", one('3').op(opI32LtU), one('2').op(opI32LtU)),
		inEach("mobile numbers may begin with 2", "check ", one('1').op(opI32Ne), one('2').op(opI32GtU)),
		inEach("mobile numbers may be too short", "check ", one(flow.MobileUnits).op(opI32Ne), one(flow.MobileUnits).op(opI32GtU)),
		inEach("nothing is missing", "check ", new(code).op(opI32Eqz).if_(), new(code).op(opI32Eqz).i32Const(0).op(opI32And).if_()),
		{name: "the last error decides", code: func(c *compiler) {
			for name, fn := range c.known {
				if strings.HasPrefix(name, "submit") {
					c.functions[fn].body = bytes.ReplaceAll(c.functions[fn].body, new(code).localGet(1).op(opI32Or).localSet(1).b, new(code).localSet(1).b)
				}
			}
		}},
		inEach("what is refused has no consequence", "submit", new(code).op(opI32Eq).if_(), new(code).op(opI32Eq).i32Const(0).op(opI32And).if_()),
	}
}

// fieldMutants are mistakes about the cells of single fields.
func fieldMutants() []mutant {
	is := func(kinds ...flow.Kind) func(*flow.Field) bool {
		return func(f *flow.Field) bool { return slices.Contains(kinds, f.Kind) }
	}
	stays := func(name, function string, at func(*compiler, *flow.Field) int) mutant {
		return perField(name, function, is(flow.SMSCode), func(c *compiler, f *flow.Field) (from, to *code) {
			return one(0).i32Const(0).i32Store16(at(c, f)), one(0).i32Const(1).i32Store16(at(c, f))
		})
	}
	attempts := func(c *compiler, f *flow.Field) int { return c.layout.counters[f.SMS.Attempts.Index] }
	return []mutant{
		stays("a new code leaves the error", "send ", func(c *compiler, f *flow.Field) int { return c.layout.fields[f.Index] }),
		stays("a new code leaves the attempts", "send ", attempts),
		stays("attempts stay when the screen is entered", "enter", attempts),
		stays("codes are valid when the screen is entered", "enter", func(c *compiler, f *flow.Field) int { return c.layout.timers[f.SMS.Expires.Index] }),
		stays("codes wait when the screen is entered", "enter", func(c *compiler, f *flow.Field) int { return c.layout.timers[f.SMS.Resend.Index] }),
		perField("the end of a code is not looked at", "check ", is(flow.SMSCode), func(c *compiler, f *flow.Field) (from, to *code) {
			at := c.layout.shownAt(f) + 8
			return new(code).i32Load(at).op(opI32Ne), new(code).i32Load(at).op(opI32And).i32Const(0).op(opI32And)
		}),
		perField("the end of a captcha is not looked at", "check ", is(flow.Captcha), func(c *compiler, f *flow.Field) (from, to *code) {
			at := c.layout.shownAt(f)
			return new(code).i64Load(at), new(code).i64Load(at - 2)
		}),
		perField("expired codes are taken", "check ", is(flow.SMSCode), func(c *compiler, f *flow.Field) (from, to *code) {
			at := c.layout.timers[f.SMS.Expires.Index]
			return new(code).i32Load16U(at).op(opI32Eqz), new(code).i32Load16U(at).op(opI32Eqz).i32Const(0).op(opI32And)
		}),
		perField("void codes are taken", "check ", is(flow.SMSCode), func(c *compiler, f *flow.Field) (from, to *code) {
			n := f.SMS.Attempts.Max
			return one(n).op(opI32Eq), one(n).op(opI32GtU)
		}),
	}
}

// inEach changes the first place in all functions whose names begin so.
func inEach(name, prefix string, from, to *code) mutant {
	return mutant{name: name, code: func(c *compiler) { c.replace(prefix, from, to) }}
}

// perField is inEach for what differs from field to field.
func perField(name, prefix string, of func(*flow.Field) bool, change func(*compiler, *flow.Field) (from, to *code)) mutant {
	return mutant{name: name, code: func(c *compiler) {
		for _, f := range c.flow.Fields {
			if of(f) {
				from, to := change(c, f)
				c.replace(prefix, from, to)
			}
		}
	}}
}

func (c *compiler) replace(prefix string, from, to *code) {
	for name, fn := range c.known {
		if strings.HasPrefix(name, prefix) {
			c.functions[fn].body = bytes.Replace(c.functions[fn].body, from.b, to.b, 1)
		}
	}
}

func one(n int) *code { return new(code).i32Const(n) }

// instead gives a function another body.
func instead(name string, emit func(*code)) func(*compiler) {
	return func(c *compiler) {
		if fn, ok := c.known[name]; ok {
			c.body(fn, c.functions[fn].locals, emit)
		}
	}
}

// replacing changes the first place in a function that has these instructions.
func replacing(name, function string, from, to *code) mutant {
	return mutant{name: name, code: func(c *compiler) {
		if fn, ok := c.known[function]; ok {
			c.functions[fn].body = bytes.Replace(c.functions[fn].body, from.b, to.b, 1)
		}
	}}
}

// compile compiles a flow, which it changes, with the mistake.
func (m mutant) compile(f *flow.Flow) []byte {
	if m.model != nil {
		m.model(f)
	}
	c, err := newCompiler(f)
	if err != nil {
		panic(err)
	}
	if m.code != nil {
		m.code(c)
	}
	return encode(c.module, c.layout)
}

// prey is a flow with what the interpreter makes of its scenarios.
type prey struct {
	source []byte
	module []byte
	played played
}

func newPrey(t *testing.T, source []byte, scenarios func(*flow.Flow) []scenario) prey {
	t.Helper()
	f := parse(t, "prey.flow.yaml", source)
	p := prey{source, compile(t, f), play(t, script{f, scenarios(f)})}
	if notices(t, p.module, p.played) {
		t.Fatal("a compiler without mistakes is said to have one")
	}
	return p
}

// TestMutants shows that the comparison with the interpreter is worth
// something: whatever mistake the compiler has, some scenario notices.
func TestMutants(t *testing.T) {
	hunted := []prey{
		newPrey(t, []byte(idFlow), func(*flow.Flow) []scenario { return []scenario{idScenario()} }),
		newPrey(t, []byte(oddFlow), oddScenarios),
	}
	for seed := range uint64(12) {
		source := randomFlow(rand.New(rand.NewPCG(seed, 0)))
		hunted = append(hunted, newPrey(t, source, func(f *flow.Flow) []scenario { return scenarios(f, few) }))
	}
	all := mutants()
	for i, m := range all {
		if i%(len(all)/effort.Of(len(all))) != 0 {
			continue
		}
		t.Run(m.name, func(t *testing.T) { m.hunt(t, hunted) })
	}
}

// hunt fails the test where no flow shows the mistake.
func (m mutant) hunt(t *testing.T, hunted []prey) {
	changed := 0
	for _, p := range hunted {
		module := m.compile(parse(t, "prey.flow.yaml", p.source))
		if bytes.Equal(module, p.module) {
			continue
		}
		changed++
		if notices(t, module, p.played) {
			return
		}
	}
	if changed == 0 {
		t.Error("the mutant is what it was; does it still name what the compiler emits?")
	} else {
		t.Errorf("nobody notices, in %d flows", changed)
	}
}

// notices reports whether a module does not do what the interpreter does. Not
// being valid, and trapping, count as that.
func notices(t testing.TB, module []byte, p played) bool {
	ctx := context.Background()
	runtime := wazero.NewRuntimeWithConfig(ctx, engines()["interpreter"])
	defer func() {
		if err := runtime.Close(ctx); err != nil {
			t.Fatal(err)
		}
	}()
	instance, err := runtime.Instantiate(ctx, module)
	if err != nil {
		t.Fatalf("the mutant does not even live: %v", err)
	}
	text := uint32(instance.ExportedGlobal("text").Get())
	for i, scenario := range p.Scenarios {
		if _, err := instance.ExportedFunction("restart").Call(ctx, uint64(scenario.Seed)); err != nil {
			return true
		}
		result := simulate.Done
		for k, want := range p.digests[i] {
			if k > 0 {
				e := scenario.Events[k-1]
				instance.Memory().Write(text, units(e[2].([]uint16)))
				result, err = perform(ctx, instance, e[0].(string), e[1].([]int)...)
			}
			if err != nil || seen(ctx, instance, p, result, k) != want {
				return true
			}
		}
	}
	return false
}

func units(text []uint16) []byte {
	var b []byte
	for _, u := range text {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// perform calls a function; one that returns nothing is done.
func perform(ctx context.Context, instance api.Module, name string, args ...int) (int, error) {
	values := make([]uint64, len(args))
	for i, n := range args {
		values[i] = api.EncodeI32(int32(n))
	}
	results, err := instance.ExportedFunction(name).Call(ctx, values...)
	if err != nil || len(results) == 0 {
		return simulate.Done, err
	}
	return int(api.DecodeI32(results[0])), nil
}

// seen is the digest of what a module shows after event i.
func seen(ctx context.Context, instance api.Module, p played, result, i int) uint32 {
	d := newDigest
	memory := instance.Memory()
	state, _ := memory.Read(uint32(instance.ExportedGlobal("state").Get()), uint32(instance.ExportedGlobal("state_size").Get()))
	d.addBytes(state)
	d.add(result)
	if i%looks != 0 {
		return uint32(d)
	}
	get := func(name string, args ...int) int {
		n, err := perform(ctx, instance, name, args...)
		if err != nil {
			return -1
		}
		return n
	}
	addText := func(n int) {
		d.add(n)
		for i := range max(n, 0) {
			u, _ := memory.ReadUint16Le(uint32(instance.ExportedGlobal("text").Get()) + 2*uint32(i))
			d.add(int(u))
		}
	}
	d.add(get("screen"))
	for b := range p.Buttons {
		d.add(get("enabled", b))
	}
	for t := range p.Timers {
		d.add(get("left", t))
	}
	for s, r := range p.Recorded {
		if n := get("recorded", s); r.Choice {
			d.add(n)
		} else {
			addText(n)
		}
	}
	for f := range p.Fields {
		d.add(get("error", f))
		if p.Choices[f] {
			d.add(get("value", f))
		} else {
			addText(get("value", f))
		}
		addText(get("shown", f))
	}
	return uint32(d)
}
