/**
 * A message without the null that some servers write for what is absent. The SDK refuses the whole message for it:
 * the answer would be lost, or the progress that keeps a call alive.
 */
export function withoutNulls(message: unknown): unknown {
  if (!isObject(message)) return message;
  const { result, error } = message;
  if (error === null && isObject(result)) return withoutNullMeta(without(message, "error"));
  if (result === null && isObject(error)) return without(message, "result");
  if (message["params"] === null) return without(message, "params");
  return withoutNullMeta(message);
}

function withoutNullMeta(message: JsonObject): JsonObject {
  for (const key of ["result", "params"]) {
    const part = message[key];
    if (!isObject(part)) continue;
    const { _meta: meta } = part;
    if (meta === null) return { ...message, [key]: without(part, "_meta") };
    if (isObject(meta) && meta["progressToken"] === null) {
      return { ...message, [key]: { ...part, _meta: without(meta, "progressToken") } };
    }
  }
  return message;
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function without(object: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = object;
  return rest;
}
