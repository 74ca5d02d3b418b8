import type { WritableSchema } from "./allow-null.js";
import { isObject, placesIn } from "./schema-places.js";

const NAME = "__proto__";

/**
 * Has a pattern stand, in place, for a property that is called `__proto__`: the compiler passes over one among
 * `properties`, and where no others may be it would refuse the property that the schema names.
 */
export function checkPrototypeProperty(root: WritableSchema): void {
  for (const { schema } of placesIn(root)) {
    const { properties, patternProperties } = schema;
    if (!isObject(properties) || !Object.hasOwn(properties, NAME)) continue;
    const patterns = isObject(patternProperties) ? patternProperties : {};
    schema["patternProperties"] = { ...patterns, [`^${NAME}$`]: properties[NAME] };
  }
}
