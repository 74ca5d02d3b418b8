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
  const { result, error } = await client.executeCode("const n: number = 2; return n", 5_000);
  expect({ result, error }).toEqual({ result: 2, error: null });
});

it("run in another before those who came later", async () => {
  const { client } = benches.open({ pool: { max: 1, maxQueue: 3 } });
  await client.executeCode("return 1");
  await pause(200);
  benches.standIn.faults.expire();
  const lost = client.executeCode("const n: number = 2; return n", 2_000);
  const later = [1, 2, 3].map((n) =>
    client.executeCode(`await new Promise((done) => setTimeout(done, 1_500)); return ${n}`, 10_000),
  );
  expect(await lost).toMatchObject({ result: 2, error: null });
  expect(await Promise.all(later)).toMatchObject([{ result: 1 }, { result: 2 }, { result: 3 }]);
});
