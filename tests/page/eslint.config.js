// What the type checker does not see: habits that let text become markup or code, and code that does nothing.
import js from "@eslint/js";

const browser = Object.fromEntries(
  ["document", "window", "history", "location", "navigator", "matchMedia", "requestAnimationFrame", "cancelAnimationFrame",
    "setTimeout", "clearTimeout", "performance", "ResizeObserver", "Blob", "URL", "URLSearchParams", "FormData", "StaticRange", "DOMParser", "CSS",
    "Highlight", "Range", "Intl", "getComputedStyle", "devicePixelRatio", "addEventListener", "innerHeight", "innerWidth",
    "Event", "EventTarget", "PointerEvent", "KeyboardEvent", "HTMLElement", "Element", "Node", "NodeFilter", "scrollTo", "CustomEvent",
    "getSelection", "structuredClone", "queueMicrotask", "console"].map((name) => [name, "readonly"]),
);

const markup = ["innerHTML", "outerHTML", "insertAdjacentHTML", "createContextualFragment", "srcdoc", "write", "writeln"];

export default [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      "no-console": "error",
      "prefer-const": "error",
      "no-var": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-len": ["error", { code: 110, ignoreStrings: true, ignoreTemplateLiterals: true }],
      "max-lines-per-function": ["error", { max: 60, skipComments: true }],
      "no-restricted-properties": ["error", ...markup.map((property) => ({ property, message: "text must not become markup" }))],
    },
  },
];
