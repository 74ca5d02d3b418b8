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

function ownJsonSchema({ "~standard": standard }: StandardJsonSchema): JsonSchema | undefined {
  try {
    return standard?.jsonSchema?.input?.({ target: "draft-2020-12" });
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
