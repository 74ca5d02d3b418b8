import { ApiError } from "../wire/api-error.js";
import type { GenerateRequest } from "./generate-request.js";
import { unknownName } from "./generate-shape.js";

/** What the API's Schema has: a part of OpenAPI's, and far less than JSON Schema. */
const FIELDS: readonly string[] = [
  "type",
  "format",
  "title",
  "description",
  "nullable",
  "enum",
  "maxItems",
  "minItems",
  "properties",
  "required",
  "minProperties",
  "maxProperties",
  "minLength",
  "maxLength",
  "pattern",
  "example",
  "anyOf",
  "propertyOrdering",
  "default",
  "items",
  "minimum",
  "maximum",
];

interface Schema {
  readonly type?: unknown;
  readonly enum?: unknown;
  readonly items?: unknown;
  readonly anyOf?: unknown;
  readonly properties?: unknown;
}

/** Refuses parameters of functions that the API's Schema cannot express. */
export function checkDeclarations({ tools = [] }: GenerateRequest): void {
  for (const [at, { functionDeclarations = [] }] of tools.entries()) {
    for (const [index, { parameters }] of functionDeclarations.entries()) {
      const place = `tools[${at}].function_declarations[${index}].parameters`;
      if (parameters !== undefined) checkSchema(parameters, place);
    }
  }
}

function checkSchema(schema: unknown, place: string): void {
  if (typeof schema !== "object" || schema === null) {
    throw new ApiError(
      "invalid",
      `Invalid value at '${place}' (Schema), ${JSON.stringify(schema)}`,
    );
  }
  const unknown = Object.keys(schema).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) throw unknownName(unknown, place);
  const { type, enum: values, items, anyOf, properties } = schema as Schema;
  if (Array.isArray(type)) {
    throw new ApiError(
      "invalid",
      `Invalid JSON payload received. Unknown name "type" at '${place}': Proto field is not repeating, cannot start list.`,
    );
  }
  const kind = String(type).toLowerCase();
  if (values !== undefined && kind !== "string") {
    throw new ApiError("invalid", mistake(place, "enum: only allowed for STRING type"));
  }
  if (kind === "array" && items === undefined) {
    throw new ApiError("invalid", mistake(place, "items: missing field."));
  }
  if (items !== undefined) checkSchema(items, `${place}.items`);
  for (const [index, one] of (Array.isArray(anyOf) ? anyOf : []).entries()) {
    checkSchema(one, `${place}.any_of[${index}]`);
  }
  for (const [index, one] of Object.values(properties ?? {}).entries()) {
    checkSchema(one, `${place}.properties[${index}].value`);
  }
}

function mistake(place: string, what: string): string {
  return `* GenerateContentRequest.${place}.${what}\n`;
}
