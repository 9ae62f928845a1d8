package search

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// realWords are frequent words of running Chinese and of the guides' own
// subject; the corpus draws them by Zipf's law, in this order.
const realWords = `的 在 是 了 和 可以 需要 您 如果 我们 通过 进行 或者 办理 一个 后 并 不 请 时 也 及 就 到 对 从 由 与 为 以 有 等 将 点击 填写 登录 密码
公积金 住房公积金 个人 身份证 手机号 验证码 页面 选择 提交 确定 系统 提示 成功 办事 网上 平台 北京 中心 管理部 银行 网点 柜台 工作人员 材料 原件 复印件 单位 职工 缴存 提取 贷款 账户 账号
余额 查询 业务 服务 申请 审核 资料 信息 修改 设置 忘记 找回 重置 交易 注册 用户 普通 实名 认证 人脸识别 短信 短信验证码 下一步 菜单 按钮 输入 显示 屏幕 浏览器 网站 应用 下载 安装 打开 关闭 返回 首页
规定 当地 时间 工作日 上午 下午 小时 分钟 电话 热线 咨询 客服 地址 附近 预约 排队 取号 窗口 本人 代办 委托书 授权 家属 配偶 子女 父母 老人 退休 养老 保险 医疗 社保 社会保险 失业 工伤 生育 参保 缴费 基数 比例
工资 收入 税款 个税 合同 劳动 劳动合同 离职 入职 转移 接续 跨省 异地 户口 户籍 居住证 居民 居民身份证 护照 港澳 台湾 通行证 外国人 永久 居留 证件 号码 类型 姓名 有效期 过期 补办 遗失 挂失 变更 更正 错误
原因 问题 解决 方法 步骤 首先 然后 接着 最后 完成 检查 确认 核对 一致 不一致 正确 失败 重新 尝试 稍后 联系 处理 结果 通知 收到 邮件 邮箱 微信 支付宝 小程序 公众号 扫码 二维码 安全 风险 诈骗 假冒 链接 官方 官网
保护 隐私 泄露 字母 数字 英文 符号 长度 位数 组合 复杂 简单 容易 记住 笔记 保存 备份 更换 定期 注意 事项 重要 必须 应当 不要 不能 可能 已经 还是 没有 什么 怎么 为什么 如何 哪里 谁 多少 几天 多久 马上 立即 直接 自动
人工 线上 线下 大厅 政务 政府 部门 机构 公司 企业 法人 代表 经办人 印章 签字 盖章 表格 填表 样表 模板 打印 扫描 拍照 上传 清晰 完整 格式 大小 文件 附件 列表 详情 说明 指南 手册 教程 示例 图片 截图 视频
购房 租房 房屋 房产 合同 产权 首付 月供 还款 利率 利息 期限 额度 计算 公式 方案 政策 条例 法律 依据 条件 符合 满足 资格 范围 标准 金额 元 每月 每年 年度 月份 日期 开始 结束 截至 之前 之后 以内 以上 以下 超过
连续 累计 满 一年 六个月 三个月 账单 明细 流水 凭证 证明 开具 领取 邮寄 快递 自取 状态 进度 受理 审批 办结 退回 补正 撤销 终止 恢复 冻结 解冻 锁定 解锁 次数 限制 频繁 操作 网络 信号 异常 维护 升级 版本 更新
手机 电脑 平板 键盘 输入法 大写 小写 空格 复制 粘贴 刷新 缓存 清除 退出 再次 同时 分别 任意 任一 全部 部分 其他 其中 例如 比如 因此 所以 但是 而且 以及 关于 根据 按照 由于 为了 除了 之间 方面 情况 内容 过程 条 项 次 位 种`

// commonChars are the 3,755 frequent characters of GB 2312, level 1.
func commonChars() []rune {
	decoder := simplifiedchinese.GB18030.NewDecoder()
	var chars []rune
	for row := byte(0xB0); row <= 0xD7; row++ {
		for cell := byte(0xA1); cell <= 0xFE; cell++ {
			decoded, err := decoder.Bytes([]byte{row, cell})
			if err != nil {
				continue
			}
			if r := []rune(string(decoded))[0]; r >= 0x4E00 && r <= 0x9FFF {
				chars = append(chars, r)
			}
		}
	}
	return chars
}

// corpus makes articles that look like Chinese to an index: real words in
// front, a long tail of compounds behind, topics that keep words together.
type corpus struct {
	words []string
	tail  []string
	// phrases are what recurs from page to page.
	phrases []string
}

func newCorpus() *corpus {
	random := rand.New(rand.NewPCG(1, 2))
	chars := commonChars()
	random.Shuffle(len(chars), func(i, j int) { chars[i], chars[j] = chars[j], chars[i] })
	zipf := rand.NewZipf(random, 1.07, 20, uint64(len(chars)-1))
	tail := make([]string, 20000)
	for i := range tail {
		word := []rune{chars[zipf.Uint64()], chars[zipf.Uint64()]}
		if i%5 == 0 {
			word = append(word, chars[zipf.Uint64()])
		}
		tail[i] = string(word)
	}
	c := &corpus{words: strings.Fields(realWords), tail: tail}
	front := rand.NewZipf(random, 1.05, 8, uint64(len(c.words)-1))
	back := rand.NewZipf(random, 1.05, 30, uint64(len(tail)-1))
	for range 8000 {
		phrase := ""
		for range 2 + random.IntN(4) {
			if random.IntN(5) > 0 {
				phrase += c.words[front.Uint64()]
			} else {
				phrase += tail[back.Uint64()]
			}
		}
		c.phrases = append(c.phrases, phrase)
	}
	return c
}

// article is one synthetic page.
type article struct {
	title    string
	headings []string
	markdown string
	text     string
}

// article returns article n with about size bytes of Markdown; the same n
// always gives the same article.
func (c *corpus) article(n, size int) article {
	random := rand.New(rand.NewPCG(uint64(n), 7))
	front := rand.NewZipf(random, 1.05, 8, uint64(len(c.words)-1))
	back := rand.NewZipf(random, 1.05, 30, uint64(len(c.tail)-1))
	topic := make([]string, 40)
	for i := range topic {
		topic[i] = c.tail[(n%50*311+random.IntN(2000))%len(c.tail)]
	}
	word := func() string {
		switch p := random.IntN(100); {
		case p < 80:
			return c.words[front.Uint64()]
		case p < 92:
			return topic[random.IntN(len(topic))]
		default:
			return c.tail[back.Uint64()]
		}
	}
	familiar := rand.NewZipf(random, 1.02, 40, uint64(len(c.phrases)-1))
	phrase := func(words int) string {
		var b strings.Builder
		for i := 0; i < words; i++ {
			if words > 3 && random.IntN(4) == 0 {
				b.WriteString(c.phrases[familiar.Uint64()])
				i += 2
				continue
			}
			b.WriteString(word())
		}
		return b.String()
	}
	return assemble(n, size, random, phrase)
}

func assemble(n, size int, random *rand.Rand, phrase func(int) string) article {
	a := article{title: phrase(2 + random.IntN(4))}
	var md, text strings.Builder
	line := func(markdown, plain string) {
		md.WriteString(markdown + "\n\n")
		text.WriteString(plain + "\n")
	}
	sentence := func() string {
		return phrase(4+random.IntN(6)) + "，" + phrase(3+random.IntN(6)) + "。"
	}
	for block := 0; md.Len() < size; block++ {
		switch {
		case block%6 == 0:
			heading := phrase(3)
			a.headings = append(a.headings, heading)
			line("## "+heading, heading)
		case block%6 == 3:
			first, second := sentence(), sentence()
			line("1. "+first+"\n2. "+second, first+"\n"+second)
		case block%11 == 5:
			one, two := phrase(2), phrase(3)
			line("| "+one+" | "+two+" |\n| --- | --- |\n| 12329 | App |", one+"\n"+two+"\n12329\nApp")
		default:
			s1, bold, link, s2 := sentence(), phrase(2), phrase(2), sentence()
			line(fmt.Sprintf("%s**%s**见[%s](../page-%d.md)。%s", s1, bold, link, (n*7+block)%10000, s2), s1+bold+"见"+link+"。"+s2)
		}
	}
	a.markdown, a.text = md.String(), text.String()
	return a
}

// document returns the article as page n of a site.
func (a article) document(n int) Document {
	return Document{
		URL:         fmt.Sprintf("/section-%d/page-%d/", n%50, n),
		Title:       a.title,
		Section:     "办事指南",
		Description: a.text[strings.IndexByte(a.text, '\n')+1:][:120],
		Headings:    a.headings,
		Text:        a.text,
	}
}
