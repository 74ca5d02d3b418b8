import type { JsonSchema } from "../../contract/tool.js";
import { leadTo } from "../../signature/schema-references.js";
import { SchemaResources } from "../../signature/schema-resources.js";
import { markSteps } from "./counted-steps.js";
import { settleDynamicReferences } from "./dynamic-references.js";
import { inStandardWords } from "./in-standard-words.js";
import { leaveOutBroken } from "./leave-out-broken.js";
import { checkPrototypeProperty } from "./prototype-property.js";
import { setReferences } from "./schema-parts.js";

/** Larger schemas are left for the server to check: compiling them would hold up everyone. */
const MAX_CHARACTERS = 200_000;
/** Objects, arrays and booleans of a schema. Of 5,000 real tools none has 200 objects and arrays. */
const MAX_PARTS = 1_000;
/** Names that another one needs become one condition, which takes time that is quadratic to its length. */
const PARTS_OF_NEEDED_NAME = 5;
const NEEDED_NAMES: ReadonlySet<string> = new Set(["dependentRequired", "dependencies"]);

/** How a schema is made fit. */
interface Preparation {
  /** References that lead nowhere are left out. */
  readonly withoutStrays: boolean;
}

/**
 * A copy of a schema that is fit to be compiled; `undefined` for one that is too large.
 *
 * @throws Error for what cannot be said in JSON.
 */
export function prepareSchema(
  { $schema: _, ...schema }: JsonSchema,
  { withoutStrays }: Preparation,
): JsonSchema | undefined {
  const json = JSON.stringify(schema);
  if (json.length > MAX_CHARACTERS) return undefined;
  let parts = 0;
  const referring: object[] = [];
  // Whatever looks like a reference or a union is counted, wherever it stands: a reference can point
  // anywhere.
  const standard = inStandardWords(JSON.parse(json));
  checkPrototypeProperty(standard);
  const unsettled = settleDynamicReferences(standard);
  const strays = withoutStrays ? new SchemaResources(standard) : undefined;
  leaveOutBroken(standard, (reference, from) => {
    if (strays !== undefined && leadTo(strays, reference, from) === undefined) return true;
    return unsettled.has(from) && from["$ref"] !== reference;
  });
  const copy = JSON.parse(JSON.stringify(standard), (key, value: unknown) => {
    // A boolean may stand for a schema.
    if (typeof value === "boolean") parts++;
    if (typeof value !== "object" || value === null) return value;
    parts++;
    if (NEEDED_NAMES.has(key)) parts += neededNames(value) * PARTS_OF_NEEDED_NAME;
    if (markSteps(value)) referring.push(value);
    return value;
  });
  if (parts > MAX_PARTS) return undefined;
  setReferences(copy as JsonSchema, referring);
  return copy as JsonSchema;
}

function neededNames(lists: object): number {
  return Object.values(lists).reduce((count, names) => count + lengthOf(names), 0);
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
