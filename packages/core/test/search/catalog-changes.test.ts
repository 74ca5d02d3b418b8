import { describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { eventually } from "../support/processes.js";
import {
  ChangingServer,
  callsFor,
  openWithTools,
  type ToolSketch,
} from "../support/tool-servers.js";

const BEFORE: ToolSketch[] = [
  { name: "paint_wall", description: "Paint a wall" },
  { name: "paint_door", description: "Paint a door" },
];
const AFTER: ToolSketch[] = [
  { name: "paint_door", description: "Paint a door with a brush" },
  { name: "wash_window", description: "Wash a window" },
];
const OTHER: ToolSketch[] = [{ name: "open_door", description: "Open a door" }];

describe("a catalog that changes", () => {
  it("is searched as it is after a server has told of other tools", async () => {
    const changing = new ChangingServer(BEFORE);
    const other = new ChangingServer(OTHER);
    const client = open(
      { changing: { server: changing.server }, other: { server: other.server } },
      { codeMode: true },
    );
    expect(await callsFor(client, "paint wall")).toContain("changing.paint_wall");
    await changing.setTools(AFTER);
    await eventually(async () => {
      const { results } = await client.searchTools("window", "names");
      return results[0]?.name === "wash_window";
    });
    expect(await callsFor(client, "wall")).toEqual([]);

    const fresh = openWithTools({ changing: AFTER, other: OTHER });
    for (const query of ["door", "paint a door", "wash", "open the door with a brush", ""]) {
      expect(await client.searchTools(query)).toEqual(await fresh.searchTools(query));
    }
  });

  it("keeps its order however often its servers change", async () => {
    const changing = new ChangingServer(BEFORE);
    const client = open(
      {
        changing: { server: changing.server },
        other: { server: new ChangingServer(OTHER).server },
      },
      { codeMode: true },
    );
    const fresh = openWithTools({ changing: BEFORE, other: OTHER });
    expect(await client.searchTools("door")).toEqual(await fresh.searchTools("door"));
    for (let time = 0; time < 3; time++) {
      await changing.setTools(AFTER);
      await eventually(async () => (await callsFor(client, "window")).length > 0);
      await changing.setTools(BEFORE);
      await eventually(async () => (await callsFor(client, "window")).length === 0);
      expect(await client.searchTools("door")).toEqual(await fresh.searchTools("door"));
      expect(await client.searchTools()).toEqual(await fresh.searchTools());
    }
  });

  it("keeps it among tools of the very same name", async () => {
    const first = new ChangingServer(["search", "wash_window"]);
    const last = new ChangingServer(["search"]);
    const client = open(
      { first: { server: first.server }, last: { server: last.server } },
      { codeMode: true },
    );
    const expected = ["first.search", "last.search"];
    expect(await callsFor(client, "search")).toEqual(expected);
    await first.setTools(["search", "paint_wall"]);
    await eventually(async () => (await callsFor(client, "paint")).length > 0);
    expect(await callsFor(client, "search")).toEqual(expected);
  });

  it("has nothing of a server that was removed, and all of one that was added", async () => {
    const client = open(
      { first: { server: new ChangingServer(BEFORE).server } },
      { codeMode: true },
    );
    expect(await callsFor(client, "paint")).toHaveLength(2);
    client.addServer("second", { server: new ChangingServer(OTHER).server });
    expect(await callsFor(client, "open door")).toContain("second.open_door");
    await client.removeServer("first");
    const { meta, results } = await client.searchTools("door");
    expect(results.map(({ call }) => call)).toEqual(["second.open_door"]);
    expect(meta).toMatchObject({ total_tools: 1, namespaces: ["second"] });
    expect((await client.searchTools("paint")).meta.unmatched_terms).toEqual(["paint"]);
  });
});
