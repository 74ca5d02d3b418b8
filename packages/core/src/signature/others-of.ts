import type { JsonSchema } from "../contract/tool.js";

/** Items that these are for are not among those that `unevaluatedItems` is for. */
const EVALUATING = ["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if", "contains"];

/**
 * What a schema says of properties that it does not name. `unevaluatedProperties` leaves out those that a
 * branch or a reference names.
 */
export function otherProperties(schema: JsonSchema): unknown {
  return schema["additionalProperties"] ?? schema["unevaluatedProperties"];
}

/** What a schema says of the items of an array, or of those behind the ones that it lists. */
export function otherItems(schema: JsonSchema): unknown {
  const { prefixItems, items, additionalItems, unevaluatedItems } = schema;
  const others = !Array.isArray(prefixItems) && Array.isArray(items) ? additionalItems : items;
  if (others !== undefined) return others;
  return EVALUATING.some((keyword) => schema[keyword] !== undefined) ? undefined : unevaluatedItems;
}
