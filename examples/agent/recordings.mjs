/** The task of this example, and how models have done it: turns as they were recorded. */
import { readFileSync } from "node:fs";

export const TASK =
  "Look through the files of orders. For each region, add up the paid orders and their revenue. Remember " +
  "every region in the memory, with both figures, and tell me which region has the most revenue.";

const CODE = readFileSync(new URL("../quickstart/task.ts", import.meta.url), "utf8");

/** @type {import("./scripted-model.mjs").Recording} */
export function* inCodeMode() {
  yield [
    { name: "search_tools", args: { query: "list directory, read text file", limit: 2 } },
    { name: "search_tools", args: { query: "create entities, read graph", limit: 2 } },
  ];
  const [answer = ""] = yield [{ name: "execute_code", args: { code: CODE } }];
  const { byRegion } = JSON.parse(answer).result;
  return conclusion(byRegion);
}

/** @type {import("./scripted-model.mjs").Recording} */
export function* byDirectCalls() {
  const [listing = ""] = yield [{ name: "list_directory", args: { path: "." } }];
  const names = [...listing.matchAll(/\[FILE\] (\S+\.csv)/g)].map(([, name]) => name ?? "");
  const files = yield names.map((path) => ({ name: "read_text_file", args: { path } }));
  // Real models add up in their heads here, and err; this one is spared that.
  const byRegion = totals(files);
  const ranking = Object.entries(byRegion).sort(([, a], [, b]) => b.revenue - a.revenue);
  const entities = ranking.map(([region, { orders, revenue }]) => ({
    name: `region ${region}`,
    entityType: "sales region",
    observations: [`${orders} paid orders`, `revenue ${revenue.toFixed(2)}`],
  }));
  yield [{ name: "create_entities", args: { entities } }];
  return conclusion(Object.fromEntries(ranking));
}

/**
 * @param {string[]} files
 * @returns {Record<string, { orders: number, revenue: number }>}
 */
function totals(files) {
  /** @type {Record<string, { orders: number, revenue: number }>} */
  const byRegion = {};
  for (const csv of files) {
    for (const row of csv.trim().split("\n").slice(1)) {
      const [, , region = "", , , quantity, price, status] = row.split(",");
      if (status?.trim() !== "paid") continue;
      const total = byRegion[region] ?? { orders: 0, revenue: 0 };
      byRegion[region] = {
        orders: total.orders + 1,
        revenue: Math.round((total.revenue + Number(quantity) * Number(price)) * 100) / 100,
      };
    }
  }
  return byRegion;
}

/** @param {Record<string, { orders: number, revenue: number }>} byRegion */
function conclusion(byRegion) {
  const [[region, { orders, revenue }] = ["none", { orders: 0, revenue: 0 }]] =
    Object.entries(byRegion);
  return `The region with the most revenue is ${region}: ${revenue.toFixed(2)} from ${orders} paid orders. All regions are in the memory.`;
}
