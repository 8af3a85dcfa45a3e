// node run.mjs FOLDER: answers the tables on stdin with the page's modules in FOLDER, called as a runner says,
// which is given the modules by name and returns a function for each table, or as an expression on one module.

import { readFileSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const load = (path) => import(pathToFileURL(path).href);
const { advances, tables, runner, module, expression } = JSON.parse(readFileSync(0, "utf8"));

const segmenter = new Intl.Segmenter();

/** The width of one grapheme in em by Python's table; see timeline/layout/typeset.py. */
function ofGrapheme(grapheme, table) {
  const points = [...grapheme];
  const drawnAsOne = /\u200d|[\ufe0f\u20e3]$|^[\u{1f1e6}-\u{1f1ff}]/u.test(grapheme);
  if (points.length > 1 && drawnAsOne) return 1.25;
  return points.reduce((sum, point) => sum + (table[point] ?? 0), 0);
}

(await load(`${folder}/text.js`)).setMeasure((text, size, bold) => {
  const table = advances[bold ? "bold" : "regular"];
  return size * Array.from(segmenter.segment(text), (one) => ofGrapheme(one.segment, table)).reduce((a, b) => a + b, 0);
});

async function every() {
  const names = readdirSync(folder).filter((name) => name.endsWith(".js") && name !== "main.js");
  const loaded = await Promise.all(names.map((name) => load(`${folder}/${name}`)));
  return Object.fromEntries(names.map((name, i) => [name.slice(0, -3), loaded[i]]));
}

async function expressed() {
  const names = await load(`${folder}/${module}`);
  const answer = new Function(...Object.keys(names), "one", `return ${expression};`);
  return { "": (one) => answer(...Object.values(names), one) };
}

const runners = runner ? (await load(runner)).default(await every()) : await expressed();
const answers = Object.entries(tables).map(([name, inputs]) => [name, inputs.map((one) => runners[name](one))]);
process.stdout.write(JSON.stringify(Object.fromEntries(answers)));
