import type { Mistake } from "./mistake.js";
import type { Message, Tampering } from "./tampered-executor.js";

/** What an executor may do wrong with the messages of the protocol, by topic. */
export const TAMPERINGS: readonly (Mistake & { readonly tampering: Tampering })[] = [
  {
    that: "returns every value as text",
    foundBy: "results/return",
    topics: ["results", "values", "sizes"],
    tampering: {
      fromGuest: (message) =>
        message.type === "done" && "value" in message
          ? { ...message, value: JSON.stringify(message["value"]) }
          : message,
    },
  },
  {
    that: "returns null for undefined",
    foundBy: "results/undefined",
    topics: ["results"],
    tampering: {
      fromGuest: (message) => (message.type === "done" ? { value: null, ...message } : message),
    },
  },
  {
    that: "returns what JSON.stringify makes of a value",
    foundBy: "values/result-map",
    topics: ["values"],
    tampering: aroundCode("return JSON.parse(JSON.stringify(await main()) ?? 'null');"),
  },
  {
    that: "sends what JSON.stringify makes of the arguments",
    foundBy: "values/argument-map",
    topics: ["values", "errors"],
    tampering: aroundKit("(args) => real[tool](args && JSON.parse(JSON.stringify(args)))"),
  },
  {
    that: "sends arguments as text",
    foundBy: "values/argument-date",
    topics: ["values"],
    tampering: {
      fromGuest: (message) => {
        if (message.type !== "call") return message;
        const [{ value }] = message["args"] as [{ value: unknown }];
        return { ...message, args: [{ value: `text: ${value}` }] };
      },
    },
  },
  {
    that: "puts the code on another line",
    foundBy: "errors/throw",
    topics: ["errors"],
    tampering: {
      toGuest: (message) =>
        message.type === "run" ? { ...message, code: `\n${String(message["code"])}` } : message,
    },
  },
  {
    that: "throws errors of another realm",
    foundBy: "errors/caught",
    topics: ["errors"],
    tampering: aroundCode(
      "globalThis.TypeError = class TypeError extends Error {}; return main();",
    ),
  },
  {
    that: "prints nothing",
    foundBy: "logs/one-entry",
    topics: ["logs"],
    tampering: { fromGuest: (message) => (message.type === "log" ? undefined : message) },
  },
  {
    that: "forgets how lines were printed",
    foundBy: "logs/levels",
    topics: ["logs"],
    tampering: {
      fromGuest: (message) => (message.type === "log" ? { ...message, level: "log" } : message),
    },
  },
  {
    that: "turns the answers of tools into text",
    foundBy: "unwrapping/structured",
    topics: ["unwrapping", "tool calls", "resources and prompts", "concurrency", "recall"],
    tampering: {
      toGuest: (message) =>
        "value" in message ? { ...message, value: String(message["value"]) } : message,
    },
  },
  {
    that: "ends its lines at every character that ends one somewhere",
    foundBy: "values/odd-characters",
    topics: ["values"],
    tampering: {
      toGuest: (message) =>
        JSON.parse(JSON.stringify(message).replace(/[\u2028\u2029]/g, "\\n")) as Message,
    },
  },
  {
    that: "parses every text of a tool, and wraps what it cannot parse",
    foundBy: "unwrapping/json-scalar-1",
    topics: ["unwrapping"],
    tampering: {
      toGuest: (message) =>
        "value" in message ? { ...message, value: parsedOrWrapped(message["value"]) } : message,
    },
  },
  {
    that: "answers failed calls with null",
    foundBy: "tool-errors/fields",
    topics: ["errors", "tool errors", "resources and prompts", "search", "concurrency", "recall"],
    tampering: {
      toGuest: ({ error, ...message }: Message): Message =>
        error === undefined ? message : { ...message, value: null },
    },
  },
  {
    that: "numbers calls in its own way",
    foundBy: "tool-calls/records",
    topics: ["tool calls", "resources and prompts", "cleanup"],
    tampering: {
      fromGuest: (message) =>
        message.type === "call" || message.type === "request"
          ? { ...message, id: Number(message["id"]) * 2 }
          : message,
      toGuest: (message) =>
        message.type === "reply" ? { ...message, id: Number(message["id"]) / 2 } : message,
    },
  },
  {
    that: "makes one call at a time",
    foundBy: "concurrency/overtaking",
    topics: ["concurrency"],
    tampering: aroundKit(
      "(args) => { const run = () => real[tool](args); return (globalThis.last = globalThis.last?.then(run) ?? run()); }",
    ),
  },
  {
    that: "lacks servers whose names are no identifiers",
    foundBy: "namespaces/identifiers",
    topics: ["namespaces"],
    tampering: aroundCode("delete globalThis.odd_names; return main();"),
  },
  {
    that: "has namespaces that take any name for a tool, then too",
    foundBy: "namespaces/await",
    topics: ["namespaces"],
    tampering: aroundKit("(args) => real[tool](args)"),
  },
  {
    that: "has tools that need their this",
    foundBy: "namespaces/destructuring",
    topics: ["namespaces"],
    tampering: aroundKit(
      "function (args) { return this === globalThis ? undefined : real[tool](args); }",
    ),
  },
  {
    that: "drops what is emitted",
    foundBy: "content/before-failure",
    topics: ["content"],
    tampering: { fromGuest: (message) => (message.type === "emit" ? undefined : message) },
  },
  {
    that: "lets anything be emitted",
    foundBy: "content/refused-base64",
    topics: ["content"],
    tampering: aroundCode("globalThis.emit = globalThis.image = () => {}; return main();"),
  },
  {
    that: "leaves things out of what a search found",
    foundBy: "search/own-value",
    topics: ["search"],
    tampering: {
      toGuest: (message) => {
        const { meta, results } = (message["value"] ?? {}) as { meta?: object; results?: object[] };
        if (meta === undefined || results === undefined) return message;
        return {
          ...message,
          value: { meta: { ...meta, total_tools: 0 }, results: results.slice(1) },
        };
      },
    },
  },
  {
    that: "takes a query of the wrong kind for none",
    foundBy: "search/odd-queries",
    topics: ["search"],
    tampering: aroundCode(`
      const search = search_tools;
      globalThis.search_tools = (query, level) => search(typeof query === "string" ? query : "", level);
      return main();`),
  },
  {
    that: "lacks timers and web APIs",
    foundBy: "web/url-parts",
    topics: ["web APIs"],
    tampering: aroundCode(`
      for (const name of ["URL", "URLSearchParams", "TextEncoder", "TextDecoder", "structuredClone",
        "atob", "btoa", "crypto", "AbortController", "AbortSignal", "queueMicrotask", "setTimeout",
        "setInterval"]) delete globalThis[name];
      return main();`),
  },
];

/** Runs something of ours around the model's code, in the guest. `main` is the model's function. */
function aroundCode(wrapper: string): Tampering {
  return {
    toGuest: (message) =>
      message.type === "run"
        ? {
            ...message,
            code: `(async () => { const main = ${String(message["code"])};\n${wrapper} })`,
          }
        : message,
  };
}

/** Puts something of ours in place of `kit`; each function is made of `tool` and the `real` namespace. */
function aroundKit(functionOfTool: string): Tampering {
  return aroundCode(`
    const real = kit;
    const get = (_, tool) => ${functionOfTool};
    Object.defineProperty(globalThis, "kit", { value: new Proxy({}, { get }) });
    return main();`);
}

function parsedOrWrapped(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return { text: value };
  }
}
