// node read_pdf.mjs FILE [FOLDER]: prints what pdf.js reads of a PDF, as JSON: the text of each page, and the text of
// the structure tree. FOLDER holds an unpacked pdfjs-dist, in the place of the one installed beside this file.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

globalThis.DOMMatrix ??= class {}; // for drawing only, and nothing is drawn here
const [file, folder] = process.argv.slice(2);
const module = "legacy/build/pdf.mjs";
const pdfjs = await import(folder ? pathToFileURL(resolve(folder, module)).href : `pdfjs-dist/${module}`);

// The elements of a line; all others end one.
const INLINE = new Set(["Span", "Link", "Em", "Strong", "Reference", "Lbl", "Quote", "Code"]);

const pdf = await pdfjs.getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
const pages = [];
let tree = "";
for (let number = 1; number <= pdf.numPages; number++) {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  // As in the viewer's own search and copy: no space but those that pdf.js has found.
  pages.push(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));

  const marked = await page.getTextContent({ includeMarkedContent: true });
  const texts = new Map();
  const open = [];
  for (const item of marked.items) {
    if (item.type?.startsWith("begin")) open.push(item.id ?? open.at(-1));
    else if (item.type) open.pop();
    else texts.set(open.at(-1), (texts.get(open.at(-1)) ?? "") + item.str + (item.hasEOL ? " " : ""));
  }
  const walk = (node) => {
    if (node.type === "content") tree += texts.get(node.id) ?? "";
    for (const child of node.children ?? []) walk(child);
    if (node.role && !INLINE.has(node.role)) tree += "\n";
  };
  const root = await page.getStructTree();
  if (root) walk(root);
}
console.log(JSON.stringify({ pages, tree }));
