import type { ToolDefinition } from "../contract/tool.js";
import { checkKeys, shown, wrongOption } from "../errors/check-keys.js";
import type { InProcessOffers } from "./in-process-offers.js";

const SCHEMAS = ["inputSchema", "outputSchema"] as const;
/** What schemas of Zod, Valibot, ArkType and others have: the mark of Standard Schema. */
const MARK = "~standard";

/** Without one, the server could be made, and never connected. */
export function checkName(name: unknown): void {
  if (typeof name === "string") return;
  throw wrongOption("createToolServer", `needs a name that is a text, not ${shown(name)}`);
}

/** Of two tools with one name nobody could tell which is called. */
export function checkTools(tools: unknown): void {
  if (!Array.isArray(tools)) throw wrongOption("createToolServer", "takes an array of tools");
  const names = new Set<string>();
  for (const tool of tools as readonly (ToolDefinition & { readonly handler: unknown })[]) {
    const name: unknown = tool?.name;
    if (typeof name !== "string" || name === "") {
      throw wrongOption(
        "A tool of createToolServer",
        `needs a name that is a text, not ${shown(name)}`,
      );
    }
    const place = `The tool ${JSON.stringify(name)} of createToolServer`;
    if (typeof tool.handler !== "function") throw wrongOption(place, "needs a handler");
    if (names.has(name)) throw wrongOption(place, "is there twice");
    names.add(name);
    for (const key of SCHEMAS) checkSchema(`${key} of the tool ${JSON.stringify(name)}`, tool[key]);
  }
}

/** A schema of a library's would pass for one that says nothing: models would be told of no arguments. */
function checkSchema(place: string, schema: unknown): void {
  if (typeof schema !== "object" || schema === null) return;
  const isShape = Object.values(schema).some(isOfLibrary);
  if (!isShape && !isOfLibrary(schema)) return;
  const problem =
    "must be a JSON Schema, not a schema of Zod or the like: z.toJSONSchema makes one";
  throw wrongOption(place, problem);
}

function isOfLibrary(value: unknown): boolean {
  const marked = (value ?? {}) as Readonly<Record<string, { validate?: unknown } | undefined>>;
  return typeof marked[MARK]?.validate === "function";
}

/** What is misspelt would not be offered, without a word. */
export function checkOffers(offers: InProcessOffers): void {
  checkKeys("The offers of createToolServer", offers, ["resources", "prompts"]);
  checkOffer("resources", offers.resources, { lists: ["list", "templates"], answers: "read" });
  checkOffer("prompts", offers.prompts, { lists: ["list"], answers: "get" });
}

function checkOffer(
  name: string,
  offer: object | undefined,
  { lists, answers }: { lists: readonly string[]; answers: string },
): void {
  if (offer === undefined) return;
  const place = `${name} of createToolServer`;
  checkKeys(place, offer, [...lists, answers]);
  const given = offer as Readonly<Record<string, unknown>>;
  for (const list of lists) {
    if (Array.isArray(given[list]) || (list !== "list" && given[list] === undefined)) continue;
    throw wrongOption(`${place}: ${list}`, "must be an array");
  }
  if (typeof given[answers] !== "function") {
    throw wrongOption(`${place}: ${answers}`, "must be a function");
  }
}
