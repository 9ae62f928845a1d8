package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// newParser puts together the parsers of all constructs. The numbers are
// goldmark's priorities: smaller ones are asked first.
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(headingParser{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(headingParser{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(footnoteBlockParser{extension.NewFootnoteBlockParser()}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(taskParser{extension.NewTaskCheckBoxParser()}, 0),
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(footnoteLinkParser{extension.NewFootnoteParser()}, 101),
			util.Prioritized(referenceParser{parser.NewLinkParser()}, 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(emphasisParser{}, 500),
			util.Prioritized(strikethroughParser{}, 500),
			util.Prioritized(extension.NewLinkifyParser(), 999),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(calloutTransformer{}, 50),
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(tables{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}

// newRenderers returns what renders each kind of node. A kind that is not listed
// has nothing to show.
func newRenderers() renderers {
	return renderers{
		ast.KindDocument:                 renderDocument,
		ast.KindParagraph:                renderParagraph,
		ast.KindTextBlock:                renderTextBlock,
		ast.KindHeading:                  renderHeading,
		ast.KindThematicBreak:            renderThematicBreak,
		ast.KindBlockquote:               renderBlockquote,
		ast.KindList:                     renderList,
		ast.KindListItem:                 renderListItem,
		ast.KindCodeBlock:                renderIndentedCode,
		ast.KindFencedCodeBlock:          renderFencedCode,
		ast.KindHTMLBlock:                renderHTMLBlock,
		ast.KindText:                     renderText,
		ast.KindString:                   renderString,
		ast.KindCodeSpan:                 renderCodeSpan,
		ast.KindEmphasis:                 renderEmphasis,
		ast.KindLink:                     renderLink,
		ast.KindAutoLink:                 renderAutoLink,
		ast.KindImage:                    renderImage,
		ast.KindRawHTML:                  renderRawHTML,
		extast.KindStrikethrough:         renderStrikethrough,
		extast.KindTaskCheckBox:          renderTaskCheckBox,
		extast.KindTable:                 renderTable,
		extast.KindTableHeader:           renderTableHeader,
		extast.KindTableRow:              renderTableRow,
		extast.KindTableCell:             renderTableCell,
		extast.KindDefinitionList:        renderDefinitionList,
		extast.KindDefinitionTerm:        renderDefinitionTerm,
		extast.KindDefinitionDescription: renderDefinition,
		extast.KindFootnoteLink:          renderFootnoteLink,
		extast.KindFootnoteBacklink:      renderFootnoteBacklink,
		extast.KindFootnote:              renderFootnote,
		extast.KindFootnoteList:          renderFootnoteList,
	}
}

// parse builds the tree. The reader covers the whole file and starts at the
// body, so that every position in the tree is one in the file.
func parse(p *page, with parser.Parser) {
	reader := text.NewReader(p.source)
	reader.SetPosition(0, text.NewSegment(0, p.body))
	reader.AdvanceLine()
	pc := parser.NewContext(parser.WithIDs(p.ids))
	pc.Set(pageKey, p)
	p.root = with.Parse(reader, parser.WithContext(pc))
}
