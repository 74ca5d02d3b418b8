import assert from "node:assert/strict";
import type { ConformanceCase, ConformanceTopic } from "../conformance-case.js";
import { resultOf } from "../expect-result.js";
import { ODD_CHARACTERS } from "./values/odd-characters.js";
import { REFUSED_ARGUMENTS } from "./values/refused-arguments.js";
import { SINGLE_READS } from "./values/single-reads.js";
import { codeOf, VALUE_ROWS, type ValueRow } from "./values/value-rows.js";

/** The mapping of values to JSON, for results and for the arguments of tool calls. */
export const VALUES: ConformanceTopic = {
  name: "values",
  cases: [
    ...VALUE_ROWS.map(asResult),
    ...VALUE_ROWS.filter(({ refused }) => refused === undefined).map(asArgument),
    ...REFUSED_ARGUMENTS,
    ...SINGLE_READS,
    ODD_CHARACTERS,
  ],
};

function asResult(row: ValueRow): ConformanceCase {
  return {
    id: `values/result-${row.id}`,
    title: `the result has ${row.title}`,
    async run(context) {
      const value = resultOf(await context.execute(codeOf(row)));
      // As text, for a property named __proto__ is none that deepEqual would look at.
      assert.equal(JSON.stringify(value), JSON.stringify({ value: row.json }));
    },
  };
}

function asArgument(row: ValueRow): ConformanceCase {
  return {
    id: `values/argument-${row.id}`,
    title: `an argument has ${row.title}`,
    async run(context) {
      const bench = await context.plain();
      resultOf(await bench.execute(codeOf(row, "await kit.echo({ value })")));
      const sent = bench.servers.calls.map(({ args }) => args);
      assert.equal(JSON.stringify(sent), JSON.stringify([{ value: row.json }]));
    },
  };
}
