import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import {
  ChangingServer,
  callsFor,
  openWithTools,
  type ToolSketch,
} from "../support/tool-servers.js";

const TOOLS = 4_000;
const WORDS = "invoice customer parcel meeting window garden engine ticket letter report".split(
  " ",
);

function toolNumber(n: number): ToolSketch {
  const word = (place: number): string => `${WORDS[(n + place) % WORDS.length]}${n % (37 + place)}`;
  const properties = Object.fromEntries(
    Array.from({ length: 6 }, (_, place) => {
      const description = `The ${word(place)} of the ${word(place + 3)}, as ${word(place + 5)}`;
      return [`${word(place)}_${place}`, { type: "string", description }];
    }),
  );
  return {
    name: `make_${word(0)}_${n}`,
    description: `Makes the ${word(1)} number ${n} for a ${word(2)} with a ${word(3)} and a ${word(4)}`,
    inputSchema: { type: "object", properties },
  };
}

const MANY = Array.from({ length: TOOLS }, (_, n) => toolNumber(n));

/** Turns of the event loop that others get while work goes on. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns++;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await work().finally(() => {
    isDone = true;
  });
  return turns;
}

describe("thousands of tools", () => {
  it("let the event loop turn while they are indexed, listed and declared", async () => {
    const client = openWithTools({ many: MANY });
    await client.listVisibleTools();
    expect(await turnsDuring(() => client.searchTools("parcel", "names"))).toBeGreaterThan(1);
    expect(await turnsDuring(() => client.searchTools())).toBeGreaterThan(1);
    expect(await turnsDuring(() => client.getTypeDeclarations())).toBeGreaterThan(1);
  });

  it("are found by searches that begin while they are indexed", async () => {
    const client = openWithTools({ many: MANY });
    await client.listVisibleTools();
    const last = MANY.at(-1);
    const name = typeof last === "object" ? last.name : "";
    const found = await Promise.all([name, name, name].map((query) => callsFor(client, query)));
    for (const [first] of found) expect(first).toBe(`many.${name}`);
  });

  it("are found as they are after a change while they are indexed", async () => {
    const changing = new ChangingServer(MANY);
    const client = open({ many: { server: changing.server } }, { codeMode: true });
    await client.listVisibleTools();
    const early = client.searchTools("parcel", "names");
    await changing.setTools([{ name: "paint_wall" }]);
    await early;
    await expect
      .poll(async () => (await client.searchTools("wall", "names")).meta, { timeout: 30_000 })
      .toMatchObject({ total_tools: 1, result_count: 1 });
    expect(await callsFor(client, "parcel")).toEqual([]);
  });
});
