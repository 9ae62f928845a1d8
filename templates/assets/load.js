/**
 * Fetches a module and its style sheet, so that nothing of it is seen unstyled.
 * The hrefs are the page's, whereas a module would resolve them against its own.
 * @param {string} script
 * @param {string} style
 */
export async function load(script, style) {
  const loaded = await Promise.all([import(absolute(script)), styled(absolute(style))]);
  return loaded[0];
}

/** @param {string} href */
function absolute(href) {
  return new URL(href, document.baseURI).href;
}

/** @param {string} href */
function styled(href) {
  const known = [...document.styleSheets].some((sheet) => sheet.href === href);
  if (known) return null;
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => {
      link.remove();
      reject(new Error(href));
    };
    document.head.append(link);
  });
}
