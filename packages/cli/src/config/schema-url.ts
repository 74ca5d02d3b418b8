import { basename } from "node:path";

/** What `$schema` of a configuration names. */
export const SCHEMA_URL = "https://unpkg.com/toolweave/dist/toolweave.schema.json";

/** True for our schema, wherever it was taken from. */
export function isOurSchema(url: unknown): boolean {
  return typeof url === "string" && basename(url) === basename(SCHEMA_URL);
}
