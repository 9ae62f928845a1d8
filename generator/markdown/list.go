package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

func renderList(p *page, node ast.Node) {
	n := node.(*ast.List)
	if !n.IsOrdered() {
		p.html("<ul")
		if isChoices(n) {
			p.html(` class="choices"`)
		}
		p.html(">\n")
		p.children(n)
		p.html("</ul>\n")
		return
	}
	steps := isProcedure(p, n)
	p.html("<ol")
	if steps {
		p.html(` class="steps"`)
	}
	if n.Start != 1 {
		p.attribute("start", strconv.Itoa(n.Start))
	}
	p.html(">\n")
	if steps {
		renderSteps(p, n)
	} else {
		p.children(n)
	}
	p.html("</ol>\n")
}

func renderListItem(p *page, n ast.Node) {
	p.html("<li")
	if isTask(n) {
		p.html(` class="task"`)
	}
	p.html(">")
	listItem(p, n, nil)
}

// taskParser parses the check box of a task. GitHub wants a space after it:
// [x](page.md) is a link.
type taskParser struct{ parser.InlineParser }

func (t taskParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if len(line) < 4 || line[2] != ']' || !util.IsSpace(line[3]) {
		return nil
	}
	return t.InlineParser.Parse(parent, block, pc)
}

func isTask(item ast.Node) bool {
	block := item.FirstChild()
	return block != nil && block.FirstChild() != nil && block.FirstChild().Kind() == extast.KindTaskCheckBox
}

func renderTaskCheckBox(p *page, n ast.Node) {
	p.html(`<input type="checkbox" disabled`)
	label := p.words.todo
	if n.(*extast.TaskCheckBox).IsChecked {
		p.html(" checked")
		label = p.words.done
	}
	p.attribute("aria-label", label)
	p.html("> ")
}
