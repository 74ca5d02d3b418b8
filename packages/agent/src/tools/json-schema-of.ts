import { toJsonSchema } from "@langchain/core/utils/json_schema";

type JsonSchema = Record<string, unknown>;

/** What a library has that says its JSON Schema itself: https://standardschema.dev/json-schema. */
interface StandardJsonSchema {
  readonly "~standard"?: {
    readonly jsonSchema?: { readonly input?: (options: { target: string }) => JsonSchema };
  };
}

/**
 * The JSON Schema of what a schema takes. LangChain can make none of one that refers to itself, or of two places
 * of one that has an id; the schema may do so itself.
 *
 * @throws what LangChain throws, if neither can.
 */
export function jsonSchemaOf(schema: unknown): JsonSchema {
  try {
    return inPlace({ ...toJsonSchema(schema as Parameters<typeof toJsonSchema>[0]) });
  } catch (error) {
    const own = ownJsonSchema(schema as StandardJsonSchema);
    if (own === undefined) throw error;
    return inPlace(own);
  }
}

/**
 * The same for who calls: LangChain's schema requires a field that has a default, since the function that is called is
 * always given it.
 */
export function callersJsonSchemaOf(schema: unknown): JsonSchema {
  const json = jsonSchemaOf(schema);
  const own = ownJsonSchema(schema as StandardJsonSchema);
  return own === undefined ? json : (requiringLess(json, inPlace(own)) as JsonSchema);
}

/** A schema that requires no more than another of the same form. */
function requiringLess(schema: unknown, less: unknown): unknown {
  if (typeof schema !== "object" || typeof less !== "object") return schema;
  if (schema === null || less === null) return schema;
  const other = less as Readonly<Record<string, unknown>>;
  if (Array.isArray(schema)) return schema.map((each, place) => requiringLess(each, other[place]));
  const members = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (key !== "required" || !Array.isArray(value)) return [key, requiringLess(value, other[key])];
    const required: unknown = other["required"];
    return [key, value.filter((name) => Array.isArray(required) && required.includes(name))];
  });
  return Object.fromEntries(members);
}

function ownJsonSchema(schema: StandardJsonSchema | undefined): JsonSchema | undefined {
  try {
    const own = schema?.["~standard"]?.jsonSchema?.input?.({ target: "draft-2020-12" });
    // Zod's is a schema of the standard itself, by a member that is not enumerable.
    return own === undefined ? undefined : { ...own };
  } catch {
    return undefined;
  }
}

/** A schema that has an id is a mere reference to its definition: providers want to see a type. */
function inPlace(schema: JsonSchema): JsonSchema {
  const { $ref, ...rest } = schema;
  const name = typeof $ref === "string" ? /^#\/\$defs\/([^/]+)$/.exec($ref)?.[1] : undefined;
  const definitions = schema["$defs"] as Readonly<Record<string, JsonSchema>> | undefined;
  const definition = name === undefined ? undefined : definitions?.[name];
  return definition === undefined ? schema : { ...rest, ...definition };
}
