/** What recordings of models are made of, in both modes. */

/**
 * @typedef {import("../../examples/agent/scripted-model.mjs").Call} Call
 * @typedef {import("../../examples/agent/scripted-model.mjs").Recording} Recording
 */

/** What a model in code mode writes to read all pages of a list. */
const ALL = `async function all(list, filter = {}) {
  const items = [];
  for (let cursor; ; ) {
    const page = await list({ ...filter, ...(cursor && { cursor }) });
    items.push(...page.items);
    if (!(cursor = page.next_cursor)) return items;
  }
}
`;

/**
 * A model in code mode: it searches, runs its code, and answers with the result.
 *
 * @param {string[]} queries
 * @param {string} code
 * @param {{ pages?: boolean }} [options]
 * @returns {Recording}
 */
export function coded(queries, code, { pages = false } = {}) {
  return function* () {
    yield queries.map((query) => ({
      name: "search_tools",
      args: { query, limit: 3, detail_level: "descriptions" },
    }));
    const whole = (pages ? ALL : "") + code;
    const answer = first(yield [{ name: "execute_code", args: { code: whole } }]);
    const { result, error } = JSON.parse(answer);
    return error ?? JSON.stringify(result);
  };
}

/**
 * Reads all pages of a list, one after the other: where the next begins is known from the one before.
 *
 * @param {string} name
 * @param {Record<string, unknown>} [filter]
 * @returns {Generator<Call[], any[], string[]>}
 */
export function* allPages(name, filter = {}) {
  const items = [];
  for (let cursor; ; ) {
    const text = first(yield [{ name, args: { ...filter, ...(cursor && { cursor }) } }]);
    const page = JSON.parse(text);
    items.push(...page.items);
    cursor = page.next_cursor;
    if (cursor === undefined) return items;
  }
}

/** The answer of a tool that was called alone. */
export function first(/** @type {string[]} */ answers) {
  return answers[0] ?? "";
}

/**
 * Adds up a number by the value of a field.
 *
 * @template Item
 * @param {Item[]} items
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => number} [numberOf]
 */
export function sumBy(items, keyOf, numberOf = () => 1) {
  /** @type {Record<string, number>} */
  const sums = {};
  for (const item of items) sums[keyOf(item)] = (sums[keyOf(item)] ?? 0) + numberOf(item);
  return Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
}
