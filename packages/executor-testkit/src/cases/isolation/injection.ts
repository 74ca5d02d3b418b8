import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { resultOf } from "../../expect-result.js";
import { attack } from "./attack.js";

/** Code that is no program by itself, but would be one if it were pasted into another. */
function refused(id: string, title: string, texts: readonly string[]): ConformanceCase {
  return {
    id: `isolation/${id}`,
    title,
    async run(context) {
      for (const text of texts) {
        const { error, logs, result } = await context.execute(text);
        const ran = `ran: ${JSON.stringify(text)}`;
        assert.notEqual(error, null, `${ran}, and returned ${JSON.stringify(result)}`);
        assert.deepEqual(logs, [], ran);
      }
      assert.equal(resultOf(await context.execute("return 1 + 1")), 2);
    },
  };
}

/** Code at whose edges a careless wrapper breaks: it must still return what it says. */
function unharmed(id: string, title: string, texts: readonly string[]): ConformanceCase {
  return {
    id: `isolation/${id}`,
    title,
    async run(context) {
      for (const text of texts) {
        const { error, result } = await context.execute(text);
        assert.equal(error, null, `${JSON.stringify(text)} failed: ${error}`);
        assert.equal(result, "kept", JSON.stringify(text));
      }
    },
  };
}

const REACHED = 'console.log("reached");';

/** Text that means to get out of whatever the executor puts around it. */
export const INJECTION: readonly ConformanceCase[] = [
  refused("break-out-of-function", "code cannot close the function it is wrapped in", [
    `}); ${REACHED} (async () => {`,
    `})(); ${REACHED} (async () => {`,
    `}; ${REACHED} async () => {`,
    `} ${REACHED} {`,
    `}}); ${REACHED} ({ async f() { if (1) {`,
    `return 1; } catch {} ${REACHED} try {`,
    `)); ${REACHED} ((`,
    `}, ${REACHED} {`,
    `*/ ${REACHED} /*`,
    `\${(() => { ${REACHED} })()}`,
    `"; ${REACHED} "`,
    `${REACHED} return 1; /* never closed`,
    `${REACHED} return \`never closed`,
    `${REACHED} if (true) {`,
    `${REACHED} (`,
    `${REACHED} return /never closed`,
  ]),
  refused("break-out-by-line-end", "no line end of any kind closes what code is wrapped in", [
    `//\u2028}); ${REACHED} (async () => {`,
    `//\u2029}); ${REACHED} (async () => {`,
    `//\r}); ${REACHED} (async () => {`,
    `<!-- \n}); ${REACHED} (async () => {`,
    `--> \n}); ${REACHED} (async () => {`,
    `#!/usr/bin/env node\n}); ${REACHED} (async () => {`,
    `\\\n}); ${REACHED} (async () => {`,
  ]),
  unharmed("edges", "comments at its end and odd characters within leave the code what it is", [
    'return "kept" // the end',
    'return "kept" <!-- the end',
    'return "kept"; /* the end */ // really',
    'return "kept"\n--> the end',
    'return "kept" // the end \u2028',
    '\uFEFFreturn "kept"',
    'const ключ = "kept";\nreturn ключ',
    'return "\u0000".length === 1 ? "kept" : "changed"',
    'return "\u2028\u2029".length === 2 ? "kept" : "changed"',
    'return "\uD800".charCodeAt(0) >= 0xd800 ? "kept" : "changed"',
    'return `\r\n`.length === 1 ? "kept" : "changed"',
    "return '\\'})();\\u0022' && \"kept\"",
    'return /[/\\]})();(async () => {]/.source && "kept"',
  ]),
  unharmed("source-comments", "comments that name sources are no more than comments", [
    'return "kept";\n//# sourceMappingURL=file:///etc/passwd',
    'return "kept";\n//# sourceMappingURL=http://127.0.0.1:1/x.map',
    'return "kept";\n//# sourceMappingURL=data:application/json;base64,e30=',
    'return "kept";\n//# sourceURL=node:internal/process',
    'return "kept";\n//@ sourceURL=../../../x.js',
    '#!/bin/sh -c reboot\nreturn "kept"',
    'return "</script><script>" && "kept"',
    '"use asm"; return "kept"',
    '"use strict"; return "kept"',
  ]),
  refused("modules", "code that would load a module is refused or fails", [
    `import fs from "node:fs"; ${REACHED}`,
    `import "node:fs"; ${REACHED}`,
    `import * as fs from "node:fs"; ${REACHED}`,
    `export * from "node:fs"; ${REACHED}`,
    `const fs = await import("node:fs"); ${REACHED}`,
    `const fs = await import(/* x */ "node:fs"); ${REACHED}`,
    `const fs = await import("node:fs", { with: {} }); ${REACHED}`,
    `const fs = await import.source("x"); ${REACHED}`,
    `const fs = require("node:fs"); ${REACHED}`,
    `const { fs } = process.binding("fs"); ${REACHED}`,
    `const url = import.meta.url; ${REACHED}`,
  ]),
  attack({
    id: "hidden-import",
    title: "import() that parsers disagree on is not answered by the host",
    code: `const forms = ["import/**/('node:fs')", "import\\n('node:fs')", "im\\\\u0070ort('node:fs')", "(0, import('node:fs'))",
  "\`\${import('node:fs')}\`", "class { static x = import('node:fs') }", "a = /x/ / import('node:fs')", "async (x = import('node:fs')) => x"];
for (const form of forms) {
  for (const make of [(text) => eval(text), (text) => Function("return " + text)()]) {
    try {
      let made = make(form);
      if (typeof made === "function") made = made.x ?? made();
      probe(await probe(made, form).catch?.((error) => probe(error, "rejected")), form, 2_000);
    } catch (error) { probe(error, form); }
  }
}`,
  }),
];
