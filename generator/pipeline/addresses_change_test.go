package pipeline_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func (s *story) renamed() string {
	from := unit(s.any())
	to := path.Dir(from) + "/" + s.name() + path.Ext(from)
	s.rename(from, to)
	return from + " becomes " + to
}

func (s *story) moved() string {
	from := unit(s.any())
	to := s.folder() + "/" + path.Base(from)
	if _, err := os.Stat(filepath.Join(s.content, to)); err == nil || from[:2] != to[:2] {
		return ""
	}
	s.rename(from, to)
	return from + " moves to " + to
}

func (s *story) folderRenamed() string {
	folder := path.Dir(unit(s.any()))
	if strings.Count(folder, "/") == 0 {
		return ""
	}
	to := path.Dir(folder) + "/" + s.name()
	s.rename(folder, to)
	return "the folder " + folder + " becomes " + to
}

func (s *story) split() string {
	a := s.open(s.any())
	if len(a.body) < 3 || strings.Contains(strings.Join(a.body, ""), ".flow.yaml") {
		return ""
	}
	half := len(a.body) / 2
	b := textFile{file: path.Dir(unit(a.file)) + "/" + s.name() + ".md", top: "# Part of it\n\n" + s.paragraph() + "\n", body: a.body[half:]}
	a.body = a.body[:half]
	s.save(a)
	s.save(b)
	return a.file + " is split into " + b.file
}

func (s *story) sectionMoved() string {
	a, b := s.open(s.any()), s.open(s.any())
	if a.file == b.file || len(a.body) == 0 {
		return ""
	}
	i := s.IntN(len(a.body))
	if strings.Contains(a.body[i], ".flow.yaml") || strings.Contains(a.body[i], "{#") && strings.Contains(strings.Join(b.body, ""), idOf(a.body[i])) {
		return ""
	}
	b.body = slices.Insert(b.body, s.IntN(len(b.body)+1), a.body[i])
	a.body = slices.Delete(a.body, i, i+1)
	s.save(a)
	s.save(b)
	return "a section moves from " + a.file + " to " + b.file
}

func idOf(section string) string {
	_, id, _ := strings.Cut(section, "{#")
	id, _, _ = strings.Cut(id, "}")
	return "{#" + id + "}"
}

func (s *story) merged() string {
	a, b := s.open(s.any()), s.open(s.any())
	if a.file == b.file || len(s.articles()) < 6 || unit(a.file) != a.file {
		return ""
	}
	intro := a.top[strings.LastIndex(a.top, "---\n")+len("---\n"):]
	if strings.HasPrefix(a.top, "# ") {
		_, intro, _ = strings.Cut(a.top, "\n")
	}
	for _, section := range a.body {
		if strings.Contains(strings.Join(b.body, ""), idOf(section)) && strings.Contains(section, "{#") {
			return ""
		}
	}
	b.body = append(append(b.body, "## From elsewhere\n\n"+intro+"\n"), a.body...)
	s.save(b)
	s.remove(a.file)
	return a.file + " is merged into " + b.file
}

func (s *story) removed() string {
	file := s.any()
	if len(s.articles()) < 6 {
		return ""
	}
	if err := os.RemoveAll(filepath.Join(s.content, unit(file))); err != nil {
		s.Fatal(err)
	}
	return "removed: " + file
}

// withSection calls do with an article and one of its sections.
func (s *story) withSection(do func(a *textFile, i int) string) string {
	a := s.open(s.any())
	if len(a.body) == 0 {
		return ""
	}
	what := do(&a, s.IntN(len(a.body)))
	if what == "" {
		return ""
	}
	s.save(a)
	return what + " in " + a.file
}

func (s *story) sectionRemoved() string {
	return s.withSection(func(a *textFile, i int) string {
		if strings.Contains(a.body[i], ".flow.yaml") {
			return ""
		}
		a.body = slices.Delete(a.body, i, i+1)
		return "a section is removed"
	})
}

func (s *story) sectionAdded() string {
	return s.withSection(func(a *textFile, i int) string {
		a.body = slices.Insert(a.body, i, s.section())
		return "a section is added"
	})
}

func (s *story) headingRenamed() string {
	return s.withSection(func(a *textFile, i int) string {
		_, rest, _ := strings.Cut(a.body[i], "\n")
		a.body[i] = s.heading() + "\n" + rest
		return "a heading is renamed"
	})
}

func (s *story) swapped() string {
	return s.withSection(func(a *textFile, i int) string {
		j := s.IntN(len(a.body))
		a.body[i], a.body[j] = a.body[j], a.body[i]
		return "two sections are exchanged"
	})
}

var aSentence = regexp.MustCompile(`The [a-z ]+ [0-9]+\.`)

func (s *story) edited() string {
	return s.withSection(func(a *textFile, i int) string {
		at := aSentence.FindStringIndex(a.body[i])
		if at == nil {
			return ""
		}
		a.body[i] = a.body[i][:at[0]] + s.sentence() + a.body[i][at[1]:]
		return "a sentence is written anew"
	})
}

// rewritten changes a name, a heading and a sentence at once.
func (s *story) rewritten() string {
	return s.edited() + s.headingRenamed() + s.renamed()
}

var tagsLine = regexp.MustCompile(`(?m)^tags: .*$`)

func (s *story) retagged() string {
	file := s.any()
	s.write(file, tagsLine.ReplaceAllString(s.read(file), "tags: ["+s.word()+"]"))
	return "other tags in " + file
}

func (s *story) flowRenamed() string {
	file := s.any()
	at := regexp.MustCompile(`[a-z0-9-]+\.flow\.yaml`).FindString(s.read(file))
	if at == "" {
		return ""
	}
	to := s.name() + ".flow.yaml"
	s.rename(path.Dir(file)+"/"+at, path.Dir(file)+"/"+to)
	s.write(file, strings.ReplaceAll(s.read(file), at, to))
	return at + " becomes " + to
}

func (s *story) slugged() string {
	file := s.any()
	text := s.read(file)
	if !strings.HasPrefix(text, "---\n") || strings.Contains(text, "slug:") {
		return ""
	}
	s.write(file, "---\nslug: "+s.name()+text[3:])
	return "a slug for " + file
}

func (s *story) aliasDropped() string {
	file := s.any()
	text := s.read(file)
	now := regexp.MustCompile(`(?m)^aliases: .*\n`).ReplaceAllString(text, "")
	if now == text {
		return ""
	}
	s.write(file, now)
	return "the aliases are lost in " + file
}
