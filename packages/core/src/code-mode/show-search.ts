import type {
  ToolSearchMeta,
  ToolSearchOptions,
  ToolSearchResponse,
  ToolSearchResult,
} from "../contract/tool-search.js";
import { prettyLength } from "../model-view/pretty-length.js";
import { limitSchemas } from "./limit-schemas.js";

/** What results are without, the least of it first, where not even one of them has room. */
const SHORTER: readonly {
  readonly without: string;
  readonly shorten: (result: ToolSearchResult) => ToolSearchResult;
}[] = [
  {
    without: "schemas",
    shorten: ({ input_schema: _, output_schema: __, annotations: ___, ...rest }) => rest,
  },
  {
    without: "descriptions and schemas",
    shorten: ({ name, server, call, score }) => ({
      name,
      server,
      ...(call === undefined ? {} : { call }),
      ...(score === undefined ? {} : { score }),
    }),
  },
];

/**
 * A search as JSON text that takes a model no more than the budget to read: the best results whole, and how
 * to get at the others. Indented if there is room for it.
 */
export function showSearch(
  response: ToolSearchResponse,
  options: ToolSearchOptions,
  budget: number,
): string {
  const whole = JSON.stringify(limitSchemas(response, options));
  if (prettyLength(whole) <= budget) return JSON.stringify(JSON.parse(whole), null, 2);
  if (whole.length <= budget) return whole;
  const meta = shortMeta(response.meta, budget);
  const first = mostThatFit({ meta, results: response.results }, options, budget, undefined);
  if (first.count > 0) return first.text;
  for (const { without, shorten } of SHORTER) {
    const results = response.results.map(shorten);
    const { count, text } = mostThatFit({ meta, results }, options, budget, without);
    if (count > 0) return text;
  }
  return first.text;
}

function mostThatFit(
  response: ToolSearchResponse,
  options: ToolSearchOptions,
  budget: number,
  without: string | undefined,
): { count: number; text: string } {
  let best = { count: 0, text: cutText(response, options, 0, without) };
  let [low, high] = [1, response.results.length];
  while (low <= high) {
    const count = Math.floor((low + high) / 2);
    const text = cutText(response, options, count, without);
    if (text.length > budget) high = count - 1;
    else {
      best = { count, text };
      low = count + 1;
    }
  }
  return best;
}

function cutText(
  { meta, results }: ToolSearchResponse,
  options: ToolSearchOptions,
  count: number,
  without: string | undefined,
): string {
  const { offset = 0, result_count, notes = [] } = meta;
  const next = offset + count;
  const left = result_count - next;
  const kept = limitSchemas(
    { meta: { ...meta, notes: [] }, results: results.slice(0, count) },
    options,
  );
  const note = noteOf({ count, left, next, without });
  const cut = {
    ...kept.meta,
    has_more: left > 0,
    notes: [...notes, ...(kept.meta.notes ?? []), note],
  };
  return JSON.stringify({ meta: cut, results: kept.results });
}

function noteOf({
  count,
  left,
  next,
  without,
}: {
  count: number;
  left: number;
  next: number;
  without: string | undefined;
}): string {
  const bare = without === undefined ? "" : ` without ${without}`;
  const shown = `Cut to the output budget: ${count === 1 ? "1 result is" : `${count} results are`} shown${bare}`;
  if (left <= 0) return `${shown}.`;
  const smaller = 'a narrower query, a server, or detail_level "names" takes less room';
  return `${shown}, ${left} more are left out: set offset: ${next} for the next; ${smaller}.`;
}

/** What is said of all results together must leave room for the results. */
function shortMeta(meta: ToolSearchMeta, budget: number): ToolSearchMeta {
  if (JSON.stringify(meta).length <= budget / 2) return meta;
  const { namespace_counts: _, unavailable_servers: unavailable, ...others } = meta;
  const names = Object.keys(unavailable ?? {}).length;
  const note = `Servers that are not connected: ${names}. A call of one of their tools says why.`;
  const rest = names === 0 ? others : { ...others, notes: [...(others.notes ?? []), note] };
  const namespaces: string[] = [];
  let length = 0;
  for (const namespace of meta.namespaces) {
    length += JSON.stringify(namespace).length + 1;
    if (length > budget / 4) break;
    namespaces.push(namespace);
  }
  const more = meta.namespaces.length - namespaces.length;
  if (more === 0) return rest;
  return {
    ...rest,
    namespaces,
    notes: [...(rest.notes ?? []), `There are ${more} more namespaces.`],
  };
}
