import {
  anyObject,
  bare,
  base64,
  type Check,
  type Fields,
  given,
  type Json,
  list,
  object,
  oneOf,
  optional,
  own,
  pattern,
  rule,
  text,
} from "./shape-check.js";

const TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

const PRIORITY = rule("a number from 0 to 1", (value) => {
  return typeof value === "number" && value >= 0 && value <= 1;
});

const ABOUT: Fields = {
  annotations: optional(
    object({
      audience: optional(list(oneOf("user", "assistant"))),
      priority: optional(PRIORITY),
      lastModified: optional(pattern(TIME, "a time in ISO 8601")),
    }),
  ),
  _meta: optional(anyObject),
};

const ICON = object({
  src: text,
  mimeType: optional(text),
  sizes: optional(list(text)),
  theme: optional(oneOf("light", "dark")),
});

const RESOURCE = object({ uri: text, mimeType: optional(text), _meta: optional(anyObject) });

/** What each kind of block has. Models refuse images and audio of other types, and the whole request with them. */
const KINDS: Readonly<Record<string, Check>> = bare({
  text: object({ text, ...ABOUT }),
  image: object({
    data: base64,
    mimeType: pattern(/^image\/[\w.+-]{1,100}$/, 'like "image/png"'),
    ...ABOUT,
  }),
  audio: object({
    data: base64,
    mimeType: pattern(/^audio\/[\w.+-]{1,100}$/, 'like "audio/wav"'),
    ...ABOUT,
  }),
  resource: object({ resource: resourceProblem, ...ABOUT }),
  resource_link: object({
    uri: text,
    name: text,
    title: optional(text),
    description: optional(text),
    mimeType: optional(text),
    size: optional(rule("a number", (value) => typeof value === "number")),
    icons: optional(list(ICON)),
    ...ABOUT,
  }),
});

/**
 * What keeps a value from being an MCP content block that any client takes: a text that begins with the
 * path within it: `.data is missing`. `undefined` if nothing does.
 */
export function contentProblem(value: unknown): string | undefined {
  if (anyObject(value) !== undefined) return ` must be a content block${given(value)}`;
  const type = own(value as Json, "type");
  if (type === undefined) return '.type is missing: a block is like { type: "text", text: "…" }';
  const check = typeof type === "string" ? KINDS[type] : undefined;
  if (check !== undefined) return check(value);
  return `.type must be "text", "image", "audio", "resource" or "resource_link"${given(type)}`;
}

/** The contents of an embedded resource: text, or bytes. */
function resourceProblem(value: unknown): string | undefined {
  const problem = RESOURCE(value);
  if (problem !== undefined) return problem;
  if (typeof own(value as Json, "text") === "string") return undefined;
  const blob = own(value as Json, "blob");
  if (blob === undefined) return " must have a text, or a blob of base64";
  const wrong = base64(blob);
  return wrong === undefined ? undefined : `.blob${wrong}`;
}
