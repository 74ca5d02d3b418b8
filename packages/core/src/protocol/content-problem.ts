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

type Kinds = Readonly<Record<string, Check>>;

const TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Made once a block is checked: guests are made more often than they show something. */
let kinds: Kinds | undefined;

/**
 * What keeps a value from being an MCP content block that any client takes: a text that begins with the
 * path within it: `.data is missing`. `undefined` if nothing does.
 */
export function contentProblem(value: unknown): string | undefined {
  if (anyObject(value) !== undefined) return ` must be a content block${given(value)}`;
  const type = own(value as Json, "type");
  if (type === undefined) return '.type is missing: a block is like { type: "text", text: "…" }';
  kinds ??= createKinds();
  const check = typeof type === "string" ? kinds[type] : undefined;
  if (check !== undefined) return check(value);
  return `.type must be "text", "image", "audio", "resource" or "resource_link"${given(type)}`;
}

/** What each kind of block has. Models refuse images and audio of other types, and the whole request with them. */
function createKinds(): Kinds {
  const about = createAbout();
  return bare({
    text: object({ text, ...about }),
    image: object({
      data: base64,
      mimeType: pattern(/^image\/[\w.+-]{1,100}$/, 'like "image/png"'),
      ...about,
    }),
    audio: object({
      data: base64,
      mimeType: pattern(/^audio\/[\w.+-]{1,100}$/, 'like "audio/wav"'),
      ...about,
    }),
    resource: object({ resource: createResource(), ...about }),
    resource_link: object({
      uri: text,
      name: text,
      title: optional(text),
      description: optional(text),
      mimeType: optional(text),
      size: optional(rule("a number", (value) => typeof value === "number")),
      icons: optional(list(createIcon())),
      ...about,
    }),
  });
}

function createAbout(): Fields {
  const priority = rule("a number from 0 to 1", (value) => {
    return typeof value === "number" && value >= 0 && value <= 1;
  });
  return {
    annotations: optional(
      object({
        audience: optional(list(oneOf("user", "assistant"))),
        priority: optional(priority),
        lastModified: optional(pattern(TIME, "a time in ISO 8601")),
      }),
    ),
    _meta: optional(anyObject),
  };
}

function createIcon(): Check {
  return object({
    src: text,
    mimeType: optional(text),
    sizes: optional(list(text)),
    theme: optional(oneOf("light", "dark")),
  });
}

/** The contents of an embedded resource: text, or bytes. */
function createResource(): Check {
  const about = object({ uri: text, mimeType: optional(text), _meta: optional(anyObject) });
  return (value) => {
    const problem = about(value);
    if (problem !== undefined) return problem;
    if (typeof own(value as Json, "text") === "string") return undefined;
    const blob = own(value as Json, "blob");
    if (blob === undefined) return " must have a text, or a blob of base64";
    const wrong = base64(blob);
    return wrong === undefined ? undefined : `.blob${wrong}`;
  };
}
