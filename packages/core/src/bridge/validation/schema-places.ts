import type { WritableSchema } from "./allow-null.js";

/** Keywords whose members are schemas by names, which may be those of keywords. */
const OF_NAMED_SCHEMAS: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
  "dependencies",
]);
/** Keywords that hold data or lists of names, which may look like a schema. */
const OF_DATA: ReadonlySet<string> = new Set([
  "const",
  "enum",
  "default",
  "examples",
  "example",
  "dependentRequired",
]);

/** A schema within another one, and the keyword that it stands under. */
export interface SchemaPlace {
  readonly schema: WritableSchema;
  readonly parent: WritableSchema | undefined;
  readonly keyword: string;
  /** It may be something else, such as schemas by names, for it is under a keyword of the server's own. */
  readonly isUnsure: boolean;
}

/** All schemas that one is made of, itself first, and each before what it is made of in turn. */
export function placesIn(
  root: WritableSchema,
  isKnown: (keyword: string) => boolean = () => true,
): SchemaPlace[] {
  const places: SchemaPlace[] = [];
  const waiting: SchemaPlace[] = [
    { schema: root, parent: undefined, keyword: "", isUnsure: false },
  ];
  // By a list and not by recursion, for the nesting is the server's. References can point into any keyword.
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    places.push(place);
    const { schema: parent, isUnsure: isWithin } = place;
    for (const [keyword, value] of Object.entries(parent)) {
      const isUnsure = isWithin || !isKnown(keyword);
      for (const schema of schemasUnder(keyword, value)) {
        waiting.push({ schema, parent, keyword, isUnsure });
      }
    }
  }
  return places;
}

export function isObject(value: unknown): value is WritableSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function schemasUnder(keyword: string, value: unknown): WritableSchema[] {
  if (OF_DATA.has(keyword)) return [];
  if (!OF_NAMED_SCHEMAS.has(keyword)) return schemasOf(value);
  return isObject(value) ? Object.values(value).flatMap(schemasOf) : [];
}

function schemasOf(value: unknown): WritableSchema[] {
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}
