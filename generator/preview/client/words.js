const english = {
  errors: (/** @type {number} */ n) => (n === 1 ? "1 error" : `${n} errors`),
  warnings: (/** @type {number} */ n) => (n === 1 ? "1 warning" : `${n} warnings`),
  notes: (/** @type {number} */ n) => (n === 1 ? "1 note" : `${n} notes`),
  comma: ", ",
  here: "On this page",
  elsewhere: "Elsewhere in the site",
  more: (/** @type {number} */ n) => `… and ${n} more; the terminal lists them all`,
  mended: "All mended",
  lost: "The preview has stopped. The page follows again when it is back.",
  open: "open in the editor (Alt+click)",
  hide: "Hide",
  panel: "Problems of the site",
};

/** @type {typeof english} */
const chinese = {
  errors: (n) => `${n} 个错误`,
  warnings: (n) => `${n} 个提醒`,
  notes: (n) => `${n} 条说明`,
  comma: "，",
  here: "本页",
  elsewhere: "站内其他页面",
  more: (n) => `……还有 ${n} 个，终端里有全部`,
  mended: "都改好了",
  lost: "预览已停止。恢复后，页面会继续跟随。",
  open: "在编辑器中打开（Alt+点击）",
  hide: "收起",
  panel: "站点的问题",
};

/** The words of the preview in the page's language. */
export const words = () => (document.documentElement.lang.startsWith("zh") ? chinese : english);
