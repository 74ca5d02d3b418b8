type Json = Readonly<Record<string, unknown>>;

/** LangChain reads back messages with no more than 50 levels, some of which are its own. */
const DEEPEST = 40;

/** The types of what LangChain (1) and LangGraph (2) write in the place of objects that are more than data. */
const TYPES: ReadonlyMap<unknown, readonly unknown[]> = new Map([
  [1, ["constructor", "secret", "not_implemented"]],
  [2, ["constructor", "undefined", "delta_snapshot"]],
]);

/**
 * True for an object that checkpointers would write or read back as another one, or not be able to read, and with it
 * the whole conversation: it has the form in which they write what is more than data.
 */
export function isTakenForOther(value: Json): boolean {
  return (
    TYPES.get(value["lc"])?.includes(value["type"]) === true ||
    Object.hasOwn(value, "__lc_escaped__") ||
    Object.hasOwn(value, "__proto__") ||
    value["lg_name"] === "Send"
  );
}

/** True for data that a message cannot have if a checkpointer is to give it back as it is. */
export function isMisread(data: unknown): boolean {
  const left: [unknown, number][] = [[data, 1]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [value, depth] = next;
    if (typeof value !== "object" || value === null) continue;
    if (depth > DEEPEST || isTakenForOther(value as Json)) return true;
    for (const each of Object.values(value)) left.push([each, depth + 1]);
  }
  return false;
}
