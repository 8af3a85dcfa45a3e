// Asks the engine of VS Code's JSON support about a text, by way of standard input and output.
//
// In: {schema, text, at: [offset, …]}. Out: {faults: [{line, message}], completions: [[label, …], …], hovers: [text, …]}.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(process.argv[2]);
const { getLanguageService, TextDocument } = require("vscode-json-languageservice");

const { schema, text, at } = JSON.parse(readFileSync(0, "utf-8"));
const service = getLanguageService({
  schemaRequestService: async (uri) => {
    if (uri !== "file:///here/events.schema.json") throw new Error(`asked for ${uri}`);
    return JSON.stringify(schema);
  },
  workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).href },
});
const document = TextDocument.create("file:///here/events.json", "json", 1, text);
const parsed = service.parseJSONDocument(document);
const faults = await service.doValidation(document, parsed, { comments: "error", trailingCommas: "error" });
const completions = [];
const hovers = [];
for (const offset of at) {
  const place = document.positionAt(offset);
  const found = await service.doComplete(document, place, parsed);
  completions.push(found.items.map((item) => ({ label: item.label, insert: item.insertText ?? "" })));
  const hover = await service.doHover(document, place, parsed);
  hovers.push(hover ? hover.contents.map((part) => part.value ?? part).join("\n") : "");
}
const told = faults.map((one) => ({ line: one.range.start.line + 1, message: one.message }));
process.stdout.write(JSON.stringify({ faults: told, completions, hovers }));
