/** Sandboxes that are lost before they have been told what to run. */
import { expect, it } from "vitest";
import { Benches, pause } from "./support/bench.js";

const benches = new Benches();

it("run in another what they are told after it was noticed", async () => {
  const { client } = benches.open();
  await client.executeCode("return 1");
  await pause(200);
  benches.standIn.faults.expire();
  // The first TypeScript is compiled once the compiler is loaded, while the guest is prepared already.
  const { result, error } = await client.executeCode("const n: number = 2; return n", 20_000);
  expect({ result, error }).toEqual({ result: 2, error: null });
});

it("run in another before those who came later", async () => {
  const { client, echoed } = benches.open({ pool: { max: 1, maxQueue: 3 } });
  await client.executeCode("return 1");
  await pause(200);
  benches.standIn.faults.expire();
  const echo = (n: number): string => `const n: number = ${n}; return (await tools.echo({ n })).n`;
  const all = [0, 1, 2, 3].map((n) => client.executeCode(echo(n), 30_000));
  expect(await Promise.all(all)).toMatchObject(
    [0, 1, 2, 3].map((result) => ({ result, error: null })),
  );
  expect(echoed).toEqual([0, 1, 2, 3]);
});
