// Markdown on standard input as GitHub shows it: the same dialect, and HTML cleaned by the same rules.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const found = createRequire(new URL("../../page/package.json", import.meta.url));
const load = async (name) => import(pathToFileURL(found.resolve(name)).href);

const { unified } = await load("unified");
const parts = ["remark-parse", "remark-gfm", "remark-rehype", "rehype-raw", "rehype-sanitize", "rehype-stringify"];
const [parse, gfm, rehype, raw, sanitize, stringify] = (await Promise.all(parts.map(load))).map((one) => one.default);

const way = unified().use(parse).use(gfm).use(rehype, { allowDangerousHtml: true }).use(raw).use(sanitize).use(stringify);
process.stdout.write(String(await way.process(readFileSync(0, "utf-8"))));
