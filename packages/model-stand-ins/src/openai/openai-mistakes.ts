import { ApiError } from "../wire/api-error.js";
import type { ShapeProblem } from "../wire/check-shape.js";

/** A place in a body in OpenAI's notation: `messages[0].content`. */
function placeOf(path: ShapeProblem["path"]): string {
  return path.reduce<string>((place, key) => {
    if (typeof key === "number") return `${place}[${key}]`;
    return place === "" ? key : `${place}.${key}`;
  }, "");
}

/** What OpenAI says of a body of the wrong shape. */
export function openaiShapeError({ path, problem, message, value }: ShapeProblem): ApiError {
  const param = placeOf(path);
  if (problem === "unknown field") {
    return new ApiError("invalid", `Unknown parameter: '${param}'.`, {
      param,
      code: "unknown_parameter",
    });
  }
  if (problem === "missing") {
    return new ApiError("invalid", `Missing required parameter: '${param}'.`, {
      param,
      code: "missing_required_parameter",
    });
  }
  return new ApiError("invalid", `Invalid value for '${param}': ${message} (${typeof value}).`, {
    param,
    code: typeof value === "string" ? "invalid_value" : "invalid_type",
  });
}

const TOOL_NAME = /^[a-zA-Z0-9_-]+$/;
const LONGEST_TOOL_NAME = 64;

/** What a function that is offered to the model has to satisfy. */
export interface OfferedFunction {
  readonly name: string;
  readonly parameters?: unknown;
  readonly strict?: boolean | null | undefined;
}

/** Refuses a function whose name or schema OpenAI does not accept. `place` leads to it. */
export function checkFunction({ name, parameters, strict }: OfferedFunction, place: string): void {
  if (!TOOL_NAME.test(name)) {
    throw new ApiError(
      "invalid",
      `Invalid '${place}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
      { param: `${place}.name`, code: "invalid_value" },
    );
  }
  if (name.length > LONGEST_TOOL_NAME) {
    throw new ApiError(
      "invalid",
      `Invalid '${place}.name': string too long. Expected a string with maximum length ${LONGEST_TOOL_NAME}, but got a string with length ${name.length} instead.`,
      { param: `${place}.name`, code: "string_above_max_length" },
    );
  }
  if (parameters === undefined || parameters === null) return;
  const problem = schemaProblem(parameters, strict === true);
  if (problem === undefined) return;
  throw new ApiError("invalid", `Invalid schema for function '${name}': ${problem}`, {
    param: `${place}.parameters`,
    code: "invalid_function_parameters",
  });
}

function schemaProblem(schema: object, isStrict: boolean): string | undefined {
  const { type, properties, additionalProperties, required } = schema as Record<string, unknown>;
  if (type !== "object") {
    return `schema must be a JSON Schema of 'type: "object"', got 'type: "${type ?? "None"}"'.`;
  }
  if (!isStrict) return undefined;
  if (additionalProperties !== false) {
    return "In context=(), 'additionalProperties' is required to be supplied and to be false.";
  }
  const optional = Object.keys(properties ?? {}).find(
    (key) => !(Array.isArray(required) && required.includes(key)),
  );
  if (optional === undefined) return undefined;
  return `In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing '${optional}'.`;
}
