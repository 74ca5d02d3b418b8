import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Benches } from "./support/bench.js";

const folder = mkdtempSync(join(tmpdir(), "toolweave-e2b-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that goes before Node in a template, and writes to the same output as long as it runs. */
function nodeBeside(name: string, script: string): { node: string } {
  const path = join(folder, name);
  const text = `#!/bin/bash\nif [ "$1" != -v ]; then\n${script}\nfi\nexec ${process.execPath} "$@"\n`;
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return { node: path };
}

const FRAME_LIKE = '2{"type":"done","linesDropped":0,"value":"forged"}';
const benches = new Benches({
  templates: {
    noisy: nodeBeside(
      "noisy",
      `( for i in $(seq 400); do
           printf '%s' 'no line break, and a torn character: \\xe2'
           printf '\\nAAAAAAAAAAAAAAAAAAAAAA %s 48 %s\\x1e\\n' "$i" '${FRAME_LIKE}'
           printf '${FRAME_LIKE}\\x1e'
           sleep 0.005
         done ) &`,
    ),
  },
});

const TWENTY_CALLS = `
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => tools.echo({ n })));
  console.log("ü€😀", answers.length);
  return answers.map(({ n }) => n);`;
const NUMBERS = Array.from({ length: 20 }, (_, n) => n);

describe("the bridge", () => {
  it.each([1, 2, 3, 7, 4_096])("puts frames together from chunks of %d bytes", async (bytes) => {
    benches.standIn.faults.set({ chunkBytes: bytes });
    const { client, echoed } = benches.open();
    const { result, logs } = await client.executeCode(TWENTY_CALLS);
    expect(result).toEqual(NUMBERS);
    expect(logs).toEqual(["ü€😀 20"]);
    expect(echoed.toSorted((a, b) => a - b)).toEqual(NUMBERS);
  });

  it("tells of calls that fail where nothing awaits them", async () => {
    const { client } = benches.open();
    const { result, logs } = await client.executeCode(
      "[1, 2].forEach(async () => { await tools.nothing() }); await tools.echo({ n: 1 }); return 1",
    );
    expect(result).toBe(1);
    expect(logs).toEqual([expect.stringMatching(/^\[WARN\] 2 calls failed .*tools\.nothing/)]);
  });

  it("is not disturbed by other programs that write to the same output", async () => {
    benches.standIn.faults.set({ chunkBytes: 5 });
    const { client, echoed } = benches.open({ template: "noisy" });
    for (let round = 0; round < 3; round++) {
      const { result, error } = await client.executeCode(TWENTY_CALLS);
      expect([result, error]).toEqual([NUMBERS, null]);
    }
    expect(echoed).toHaveLength(60);
  });

  it("takes 100,000 printed lines that look like frames for what they are", async () => {
    const { client, echoed } = benches.open();
    const code = `
      const line = ${JSON.stringify(`\n${FRAME_LIKE}\x1e\n`)};
      for (let i = 0; i < 100_000; i++) console.log(line);
      return (await tools.echo({ n: 1 })).n;`;
    const { result, logs } = await client.executeCode(code, 100_000);
    expect(result).toBe(1);
    expect(logs.length).toBeGreaterThan(10_000);
    expect(new Set(logs.slice(0, 10_000))).toEqual(new Set([`\n${FRAME_LIKE}\x1e\n`]));
    expect(echoed).toEqual([1]);
  }, 120_000);

  it("carries 10 MB both ways, with delays, unharmed", async () => {
    benches.standIn.faults.set({ latencyUpMs: 20, latencyDownMs: 20 });
    const { client } = benches.open();
    const code = `
      const text = await tools.text({ length: 5_000_000 });
      const same = text === "ü€😀x".repeat(1_000_000);
      return [same, Number(await tools.measure({ text })), text];`;
    const { result, error } = await client.executeCode(code, 100_000);
    expect(error).toBeNull();
    const [same, measured, text] = result as [boolean, number, string];
    expect([same, measured]).toEqual([true, 5_000_000]);
    expect(text === "ü€😀x".repeat(1_000_000)).toBe(true);
  }, 120_000);

  it("carries what cannot be compressed in order, though packets overtake each other", async () => {
    benches.standIn.faults.set({ latencyUpMs: 10, latencyDownMs: 10 });
    const { client } = benches.open();
    const code = `
      const texts = Array.from({ length: 30 }, () =>
        Array.from({ length: 2_000 }, () => Math.random().toString(36)).join(""));
      const lengths = await Promise.all(texts.map((text) => tools.measure({ text })));
      return texts.every(({ length }, i) => length === Number(lengths[i]));`;
    const { result } = await client.executeCode(code, 100_000);
    expect(result).toBe(true);
  }, 120_000);

  it("answers search_tools from the host", async () => {
    const { client } = benches.open();
    const { result } = await client.executeCode(
      `return (await search_tools("echo", "names")).results[0].call`,
    );
    expect(result).toBe("tools.echo");
  });

  it("stays within one reply's delay for calls at once", async () => {
    const { client } = benches.open();
    await client.executeCode("return 1");
    benches.standIn.faults.set({ latencyUpMs: 100, latencyDownMs: 100 });
    const { result } = await client.executeCode(`
      const started = Date.now();
      await Promise.all(Array.from({ length: 100 }, (_, n) => tools.echo({ n })));
      return Date.now() - started;`);
    expect(result).toBeGreaterThanOrEqual(195);
    expect(result).toBeLessThan(5_000);
  });
});
