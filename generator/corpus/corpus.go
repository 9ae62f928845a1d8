// Package corpus writes large, made-up Chinese sites for benchmarks: articles
// of about 7 KB with front matter, steps, a table, an alert and links to one
// another, in sections. The same arguments write the same bytes everywhere.
package corpus

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// articleBytes is about how long an article gets.
const articleBytes = 7 << 10

// Site says what to write.
type Site struct {
	Articles, Sections int
	Seed               uint64
}

// Write makes the site's files below dir, which is created where missing.
func (s Site) Write(dir string) error {
	for i := range s.Sections {
		folder := filepath.Join(dir, sectionName(i))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		index := fmt.Sprintf("---\ntitle: 第%d章 %s\nweight: %d\n---\n\n%s\n", i+1, words[i%len(words)], i+1, s.prose(i))
		if err := os.WriteFile(filepath.Join(folder, "_index.md"), []byte(index), 0o644); err != nil {
			return err
		}
	}
	for i := range s.Articles {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(s.File(i))), []byte(s.Article(i)), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// File is the path of article i below the content folder, with slashes.
func (s Site) File(i int) string {
	return fmt.Sprintf("%s/guide-%05d.md", sectionName(i%s.Sections), i)
}

func sectionName(i int) string { return fmt.Sprintf("part-%02d", i) }

// prose is a sentence that belongs to section i.
func (s Site) prose(i int) string {
	w := writer{rand: rand.New(rand.NewPCG(s.Seed, uint64(i)+1<<40))}
	w.sentence()
	return w.String()
}

// Article is the text of article i, front matter included.
func (s Site) Article(i int) string {
	w := writer{rand: rand.New(rand.NewPCG(s.Seed, uint64(i)))}
	w.frontMatter(i)
	w.paragraph()
	links := s.links(i, w.rand)
	for section := 0; w.Len() < articleBytes; section++ {
		fmt.Fprintf(&w, "## %s的%s\n\n", w.word(), w.word())
		w.paragraph()
		switch section % 4 {
		case 0:
			w.steps()
		case 1:
			w.table()
		case 2:
			fmt.Fprintf(&w, "> [!TIP]\n> ")
			w.paragraph()
		case 3:
			fmt.Fprintf(&w, "- %s\n- **%s**\n- `%s`\n\n", w.word(), w.word(), w.word())
		}
		if section < len(links) {
			fmt.Fprintf(&w, "另见[%s](%s)和[%s](%s)。\n\n", w.word(), links[section][0], w.word(), links[section][1])
		}
	}
	return w.String()
}

// links are three pairs of relative links to other articles.
func (s Site) links(i int, r *rand.Rand) (pairs [3][2]string) {
	for p := range pairs {
		for k := range pairs[p] {
			pairs[p][k] = "../" + s.File((i+1+r.IntN(max(1, s.Articles-1)))%s.Articles)
		}
	}
	return pairs
}

// writer composes text from a small vocabulary whose words are as unevenly
// frequent as those of a language.
type writer struct {
	strings.Builder
	rand *rand.Rand
}

func (w *writer) frontMatter(i int) {
	fmt.Fprintf(w, "---\ntitle: %s%s怎么办（%d）\ndate: 20%02d-%02d-%02d\ntags: [%s, %s, %s]\n---\n\n",
		w.word(), w.word(), i, 10+w.rand.IntN(16), 1+w.rand.IntN(12), 1+w.rand.IntN(28), w.word(), w.word(), w.word())
}

// word picks by Zipf's law: the n-th word about 1/n as often as the first.
func (w *writer) word() string {
	n := len(words)
	f := w.rand.Float64()
	rank := int(float64(n)*f*f*f) % n
	return words[rank]
}

func (w *writer) sentence() {
	for k := range 4 + w.rand.IntN(8) {
		if k > 0 && w.rand.IntN(5) == 0 {
			w.WriteString("，")
		}
		w.WriteString(w.word())
		w.WriteString(particles[w.rand.IntN(len(particles))])
	}
	w.WriteString("。")
}

func (w *writer) paragraph() {
	for k := range 3 + w.rand.IntN(4) {
		if k == 1 {
			fmt.Fprintf(w, "**%s。**", w.word())
		}
		w.sentence()
	}
	w.WriteString("\n\n")
}

func (w *writer) steps() {
	for k := range 5 {
		fmt.Fprintf(w, "%d. 点击“%s”，", k+1, w.word())
		w.sentence()
		w.WriteString("\n")
	}
	w.WriteString("\n")
}

func (w *writer) table() {
	w.WriteString("| 项目 | 说明 | 期限 |\n|---|---|---|\n")
	for range 4 {
		fmt.Fprintf(w, "| %s | %s%s | %d 天 |\n", w.word(), w.word(), w.word(), 1+w.rand.IntN(30))
	}
	w.WriteString("\n")
}

var particles = []string{"", "", "", "的", "了", "和", "在", "后", "时", "可以", "需要", "不", "应当", "请", "把", "被"}

// words of everyday paperwork, the frequent ones first.
var words = strings.Fields(`
办理 登录 密码 公积金 业务 账号 填写 点击 证件 手机 号码 验证码 提交 确定 页面 平台 中心 个人 单位 材料
申请 审核 查询 提取 缴存 贷款 余额 账户 银行 转移 变更 注销 注册 用户 交易 短信 身份证 原件 复印件 柜台
网点 窗口 工作日 受理 通知 结果 成功 失败 重试 退出 返回 下一步 上一步 菜单 选项 标签 列表 详情 说明 帮助
社会保险 养老保险 医疗保险 失业保险 工伤保险 生育保险 参保 停保 续保 缴费 基数 比例 年度 月份 补缴 欠费
人事 档案 合同 劳动 试用期 转正 离职 入职 调动 派遣 工龄 职称 评审 考试 证书 培训 绩效 薪酬 工资 奖金
津贴 补贴 报销 发票 税务 个人所得税 专项 扣除 申报 退税 汇算 清缴 起征点 税率 代扣 代缴 凭证 流水 对账 盖章
户口 居住证 积分 落户 租房 购房 合同备案 首付 利率 还款 逾期 担保 抵押 公证 继承 赠与 离婚 结婚 生育 抚养
退休 年限 待遇 领取 认证 人脸识别 指纹 签名 授权 委托 代办 监护人 未成年人 外籍 护照 港澳 台湾 通行证 居留 签证
系统 维护 升级 浏览器 插件 兼容 缓存 截图 上传 下载 文件 格式 大小 打印 扫描 传真 邮箱 地址 邮编 电话
热线 投诉 建议 反馈 回复 期限 截止 延期 加急 预约 排队 叫号 取号 大厅 自助 终端 智能 机器人 客服 人工
北京 上海 广州 深圳 天津 重庆 杭州 南京 成都 武汉 西安 长沙 青岛 大连 厦门 宁波 苏州 郑州 沈阳 济南
政策 规定 办法 条例 细则 公告 通告 解释 依据 条款 生效 废止 修订 试行 发布 解读 问答 指南 流程 示例
`)
