// Fait relire des métadonnées par l'outil de Microsoft : node relire.mjs < functions.json. Il ne lit que du TypeScript
// annoté : on l'écrit d'après elles, et il rend ses métadonnées et ses reproches.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { parseTree } = createRequire(import.meta.url)("custom-functions-metadata/lib/parseTree.js");
const { functions } = JSON.parse(readFileSync(0, "utf8"));

const adresses = (options) => options?.requiresParameterAddresses;

const source = functions.map(({ id, name, description, parameters, options }, rang) => [
  "/**",
  ` * ${description}`,
  ` * @customfunction ${id} ${name}`,
  ...parameters.map((p) => ` * @param ${p.name} ${p.description}`),
  ...(adresses(options) ? [" * @param {CustomFunctions.Invocation} invocation", " * @requiresParameterAddresses"] : []),
  " */",
  `function f${rang}(${[
    ...parameters.map((p) => `${p.name}${p.optional ? "?" : ""}: any[][]`),
    ...(adresses(options) ? ["invocation?: CustomFunctions.Invocation"] : []),
  ].join(", ")}): any[][] { return []; }`,
].join("\n")).join("\n\n");

const lu = parseTree(source, "fonctions.ts");
process.stdout.write(JSON.stringify({ functions: lu.functions, reproches: lu.extras.flatMap((e) => e.errors) }));
