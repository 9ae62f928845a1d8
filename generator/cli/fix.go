package cli

import (
	"context"
	"fmt"

	"rehearse/demo/diag"
	"rehearse/demo/source"
	"rehearse/generator/pipeline"
	"rehearse/generator/site"
)

// checkAndFix is p.pipeline, which is asked again whenever something could be mended: an
// address that lives again may show what else is to be done.
func checkAndFix(p *program, ctx context.Context, cfg pipeline.Config, f *buildFlags) (pipeline.Summary, []diag.Problem, error) {
	for {
		summary, problems, err := p.pipeline(ctx, cfg, f.quiet)
		if err != nil || !f.fix || len(summary.Fixes) == 0 {
			return summary, problems, err
		}
		done, err := writeAliases(p, cfg.Content, summary.Fixes)
		if err != nil || done == 0 {
			return summary, problems, err
		}
	}
}

// writeAliases writes aliases into the articles that are to have them, and returns how
// many articles it could change: those that are laid out strangely keep their problems.
func writeAliases(p *program, folder string, fixes []pipeline.Fix) (done int, err error) {
	content, err := openContent(folder)
	if err != nil {
		return 0, err
	}
	defer content.Close()
	var files []string
	aliases := make(map[string][]string)
	for _, fix := range fixes {
		if aliases[fix.File] == nil {
			files = append(files, fix.File)
		}
		aliases[fix.File] = append(aliases[fix.File], fix.Alias)
	}
	for _, file := range files {
		raw, err := content.ReadFile(file)
		if err != nil {
			return done, failed("", "%v", err)
		}
		text, strange := site.AddAliases(raw, aliases[file])
		if strange != nil {
			continue
		}
		if err := source.Replace(content, file, text); err != nil {
			return done, failed("", "cannot write %s: %v", file, err)
		}
		done++
		for _, alias := range aliases[file] {
			if err := say(p.stderr, fmt.Sprintf("%s%s has the alias %s now", pathPrefix(folder), file, alias)); err != nil {
				return done, err
			}
		}
	}
	return done, nil
}
