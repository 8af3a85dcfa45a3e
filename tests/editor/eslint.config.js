// As for the page, with what only the editor may use: the way to its server, and what the browser keeps.
import page from "../page/eslint.config.js";

const names = ["fetch", "AbortController", "TextDecoderStream", "localStorage", "matchMedia", "IntersectionObserver",
  "HTMLInputElement", "HTMLSelectElement", "HTMLTextAreaElement", "HTMLButtonElement", "HTMLDialogElement", "SVGElement",
  "SVGGraphicsElement", "DOMPoint", "InputEvent", "MouseEvent", "setInterval", "clearInterval"];

export default [
  ...page,
  { files: ["**/*.js"], languageOptions: { globals: Object.fromEntries(names.map((name) => [name, "readonly"])) } },
];
