import type { ToolSearchOptions, ToolSearchResponse } from "../contract/tool-search.js";

/** How many results carry schemas if nobody asks for more. */
const SHOWN = 5;

/**
 * Leaves the schemas to the first results, so that a search does not fill a model's context. Whoever
 * sets a limit of results gets them all.
 */
export function limitSchemas(
  response: ToolSearchResponse,
  { limit }: ToolSearchOptions,
): ToolSearchResponse {
  const { meta, results } = response;
  if ((limit ?? undefined) !== undefined || results.length <= SHOWN) return response;
  if (results.every((result) => result.input_schema === undefined)) return response;
  const cut = results.map((result, place) => {
    if (place < SHOWN) return result;
    const { input_schema: _, output_schema: __, annotations: ___, ...rest } = result;
    return rest;
  });
  const note =
    `Schemas are given for the first ${SHOWN} results. For others, search for the tool by its name, ` +
    `or set limit, and offset: ${(meta.offset ?? 0) + SHOWN}.`;
  return { meta: { ...meta, notes: [...(meta.notes ?? []), note] }, results: cut };
}
