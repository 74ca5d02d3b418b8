import type { JsonSchema } from "../../contract/tool.js";
import { setReferences } from "./schema-parts.js";

/** Larger schemas are left for the server to check: compiling them would hold up everyone. */
const MAX_CHARACTERS = 200_000;
/** Objects and arrays of a schema. Of 5,000 real tools none has 200. */
const MAX_PARTS = 1_000;

/** Stands beside every `$ref`, so that it is counted how many are followed. */
export const COUNTED = "x-toolweave-counted";

/** What would have the check done later: nobody would wait for it, nor catch what it throws. */
const LATER = "$async";

/**
 * A copy of a schema that is fit to be compiled; `undefined` for one that is too large.
 *
 * @throws Error for what cannot be said in JSON.
 */
export function prepareSchema({
  $schema: _,
  [LATER]: __,
  ...schema
}: JsonSchema): JsonSchema | undefined {
  const json = JSON.stringify(schema);
  if (json.length > MAX_CHARACTERS) return undefined;
  let parts = 0;
  const referring: object[] = [];
  // Whatever looks like a reference is counted, wherever it stands, for a reference can point anywhere.
  const copy = JSON.parse(json, (_, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    parts++;
    if (!("$ref" in value) || typeof value.$ref !== "string") return value;
    const counted = { ...value, [COUNTED]: true };
    referring.push(counted);
    return counted;
  });
  if (parts > MAX_PARTS) return undefined;
  setReferences(copy as JsonSchema, referring);
  return copy as JsonSchema;
}
