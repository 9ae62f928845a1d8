package pipeline_test

import (
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"rehearse/demo/browsertest"
	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/route"
	"rehearse/generator/pipeline"
)

var updateTold = flag.Bool("update-told", false, "rewrite testdata/content.told from the site's own content")

// contentFlow is the flow of a rehearsal of the site's own content, by the id of its
// element. All of them have names of their own.
func contentFlow(t *testing.T, id string) *flow.Flow {
	t.Helper()
	name := strings.TrimPrefix(id, "rehearsal-") + ".flow.yaml"
	content := os.DirFS("../../content")
	var found *flow.Flow
	err := fs.WalkDir(content, ".", func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == name {
			found, _, err = flowfile.Load(content, file)
		}
		return err
	})
	if err != nil || found == nil {
		t.Fatalf("no flow for %s: %v", id, err)
	}
	return found
}

// rehearsed calls do with every article of the built site that has rehearsals.
func rehearsed(t *testing.T, public string, do func(url string, page *html.Node)) {
	t.Helper()
	err := filepath.WalkDir(public, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != "index.html" || strings.Contains(file, string(filepath.Separator)+"rehearse"+string(filepath.Separator)) {
			return err
		}
		if page := parsePage(t, file); len(withAttr(page, "data-route")) > 0 {
			url, _ := filepath.Rel(public, filepath.Dir(file))
			do(filepath.ToSlash(url)+"/", page)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ownPage is the page that a rehearsal has to itself, where its screens are.
func ownPage(t *testing.T, public string, root *html.Node) *html.Node {
	t.Helper()
	return parsePage(t, filepath.Join(public, attribute(root, "data-board"), "index.html"))
}

// TestTheGuidesWays pins what is pressed, in order, in each procedure of the
// first guide, as the service itself calls it.
func TestTheGuidesWays(t *testing.T) {
	for name, want := range map[string]string{
		"login-password":       "个人网上业务平台(北京中心) 注册用户登录 忘记密码 下一步 下一步 提交",
		"trading-password":     "个人网上业务平台(北京中心) 注册用户登录 登录 辅助功能>交易密码找回 提交 确定 获取短信验证码 提交 确定 提交 确定",
		"app-trading-password": "北京公积金 我的 请登录 人脸识别登录 密码管理 找回交易密码 获取验证码 下一步 保存",
		"app-login-password":   "我的 密码管理 账号密码登录 找回密码 下一步 保存",
		"counter":              "都齐了 到了",
	} {
		var pressed []string
		for _, l := range route.Samples(contentFlow(t, name)).Legs {
			label := l.Button.Label.Default
			if l.Button.Under != nil {
				label = l.Button.Under.Label.Default + ">" + label
			}
			pressed = append(pressed, label)
		}
		if got := strings.Join(pressed, " "); got != want {
			t.Errorf("%s: pressed is %s, want %s", name, got, want)
		}
	}
}

// TestTheContentLeadsAsItTells holds every rehearsal of the site's own articles to
// what their steps say, as a person has read it: what is done, and which numbers the
// screens have.
func TestTheContentLeadsAsItTells(t *testing.T) {
	public := t.TempDir()
	run(t, pipeline.Config{Content: "../../content", Destination: public})
	var got strings.Builder
	rehearsed(t, public, func(url string, page *html.Node) {
		for _, root := range withAttr(page, "data-route") {
			id := attribute(root, "id")
			fmt.Fprintf(&got, "== %s#%s\n%s", url, id, led(contentFlow(t, id), attribute(root, "data-route")))
			for _, figure := range withAttr(ownPage(t, public, root), "data-screen") {
				for _, position := range withAttr(figure, "data-part") {
					if attribute(position, "data-part") == "position" {
						fmt.Fprintf(&got, "%s: %s\n", attribute(figure, "data-id"), position.FirstChild.Data)
					}
				}
			}
		}
	})
	const file = "testdata/content.told"
	if *updateTold {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("rehearsals lead otherwise than was read; if the articles were changed, run with -update-told and read %s; got\n%s", file, got.String())
	}
}

// TestReadersOfTheContentGoAsItTells plays them: films pass the screens of the route,
// and whoever does in a test what the steps say has left no way.
func TestReadersOfTheContentGoAsItTells(t *testing.T) {
	browsertest.Path(t)
	public := t.TempDir()
	run(t, pipeline.Config{Content: "../../content", Destination: public, BaseURL: "https://example.org/"})
	server := browsertest.Serve(t, http.FileServerFS(os.DirFS(public)))
	p := browsertest.New(t)
	rehearsed(t, public, func(url string, page *html.Node) {
		p.Do(chromedp.Navigate(server + "/" + url))
		p.Wait(arrived("/" + url))
		browsertest.Eval[any](p, `for (const folded of document.querySelectorAll('details')) folded.open = true; null`)
		for n, root := range withAttr(page, "data-route") {
			f := contentFlow(t, attribute(root, "id"))
			if attribute(root, "data-route") == "" || !hasSuccess(f) {
				continue // it asks readers about themselves: nobody can be tested on that
			}
			want := passed(led(f, attribute(root, "data-route")))
			got := browsertest.Eval[string](p, follow+"("+string(rune('0'+n))+")")
			if got != want+" | "+want[strings.LastIndex(want, " ")+1:]+" success 0" {
				t.Errorf("%s#%s: got %s, want %s", url, attribute(root, "id"), got, want)
			}
		}
	})
}

func hasSuccess(f *flow.Flow) bool {
	for _, s := range f.Screens {
		if s.Outcome == flow.Success {
			return true
		}
	}
	return false
}

// passed are the screens of what is led, each once for a visit.
func passed(led string) string {
	var screens []string
	for line := range strings.Lines(led) {
		id, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if len(screens) == 0 || screens[len(screens)-1] != id {
			screens = append(screens, id)
		}
	}
	return strings.Join(screens, " ")
}
