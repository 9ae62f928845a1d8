// A built site, served as a good host would serve it: compressed, with the
// headers that the site asks for in its file _headers.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

const types = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webp": "image/webp",
  ".jpg": "image/jpeg",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
};
const compressed = /^(text\/|image\/svg|application\/(json|wasm|xml))/;

// headersFor reads _headers: a path, and below it, indented, what goes with it.
function headersFor(root) {
  const rules = [];
  if (!existsSync(join(root, "_headers"))) return () => ({});
  for (const line of readFileSync(join(root, "_headers"), "utf8").split("\n")) {
    if (!line.trim()) continue;
    if (!/^\s/.test(line)) rules.push({ prefix: line.trim().replace(/\*$/, ""), headers: {} });
    else {
      const [name, ...value] = line.trim().split(":");
      rules.at(-1).headers[name] = value.join(":").trim();
    }
  }
  return (path) => Object.assign({}, ...rules.filter((r) => path.startsWith(r.prefix)).map((r) => r.headers));
}

// pieces sends a page as it comes over a slow line: up to the end of each row of
// its tables, with time to be drawn in between.
async function pieces(response, body) {
  for (const piece of body.toString().split(/(?<=<\/tr>)/)) {
    response.write(piece);
    await new Promise((done) => setTimeout(done, 50));
  }
  response.end();
}

/**
 * Serves the folder on a free port of 127.0.0.1: {origin, close, asked}. Beside
 * the folder's files there are those in more, by path; head is put at the
 * beginning of each page's head; asked are the paths that browsers asked for.
 */
export async function serve(root, { slowly = false, more = {}, head = "" } = {}) {
  const extra = headersFor(root);
  const asked = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    asked.push(path);
    if (more[path]) {
      response.writeHead(200, { "Content-Type": types[extname(path)] || "text/html" }).end(more[path]);
      return;
    }
    let file = join(root, path);
    let status = 200;
    try {
      if (statSync(file).isDirectory()) file = join(file, "index.html");
      statSync(file);
    } catch {
      file = join(root, "404.html");
      status = 404;
    }
    if (!existsSync(file)) return void response.writeHead(status).end();
    let body = readFileSync(file);
    if (head && extname(file) === ".html") body = Buffer.from(body.toString().replace("<head>", `<head>${head}`));
    const type = types[extname(file)] || "application/octet-stream";
    const headers = { "Content-Type": type, ...extra(path) };
    if (slowly && extname(file) === ".html") {
      pieces(response.writeHead(status, headers), body);
      return;
    }
    if (compressed.test(type) && /gzip/.test(request.headers["accept-encoding"] || "")) {
      body = gzipSync(body, { level: 9 });
      headers["Content-Encoding"] = "gzip";
    }
    response.writeHead(status, headers).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close(), asked };
}

/** The addresses of all pages of the folder, sorted. */
export function pages(root) {
  return readdirSync(root, { recursive: true })
    .filter((name) => name.endsWith(".html"))
    .map((name) => `/${name.replace(/(^|\/)index\.html$/, "$1")}`)
    .sort();
}
