import assert from "node:assert/strict";
import type { ErrorCode } from "@toolweave/core";
import type { CaseContext } from "../case-context.js";
import type { ConformanceCase, ConformanceTopic } from "../conformance-case.js";
import { SpokenGuest } from "./snapshots/spoken-guest.js";

/** A guest that waits for replies only is saved, and goes on in a sandbox of another executor. */
export const SNAPSHOTS: ConformanceTopic = {
  name: "snapshots",
  cases: [
    snapshotCase(
      "state",
      "variables, closures and objects of every kind survive",
      async (context) => {
        const { snapshot } = await saved(
          context,
          `let n = 40;
class Point { #x = 2; get x() { return this.#x; } }
const kept = { map: new Map([["k", new Set([1])]]), point: new Point(), bytes: new Uint8Array([7, 8]),
  date: new Date(86_400_000), pattern: /a(?<b>.)/gu, big: 2n ** 70n, symbol: Symbol.for("s"), text: "ü🔥" };
kept.self = kept;
globalThis.add = (m) => (n += m);
const { x } = await kit.echo({ x: 1 });
return [add(x), kept.map.get("k").has(1), kept.point.x, [...kept.bytes], kept.date.toISOString(),
  "abac".match(kept.pattern), String(kept.big), kept.symbol === Symbol.for("s"), kept.text, kept.self === kept,
  new URL("http://a/b").pathname];`,
          1,
        );
        const guest = await restored(context, snapshot);
        guest.reply(1, { x: 2 });
        assert.deepEqual(await guest.result(), [
          42,
          true,
          2,
          [7, 8],
          "1970-01-02T00:00:00.000Z",
          ["ab", "ac"],
          String(2n ** 70n),
          true,
          "ü🔥",
          true,
          "/b",
        ]);
      },
    ),
    snapshotCase(
      "pending",
      "promises that wait for replies are settled by them",
      async (context) => {
        const { snapshot } = await saved(
          context,
          "return await Promise.all([kit.echo({ n: 1 }), kit.echo({ n: 2 }).then(({ n }) => n * 10), kit.echo({ n: 3 })]);",
          3,
        );
        const guest = await restored(context, snapshot);
        for (const id of [3, 1, 2]) guest.reply(id, { n: id });
        assert.deepEqual(await guest.result(), [{ n: 1 }, 20, { n: 3 }]);
      },
    ),
    snapshotCase("numbers", "calls go on with the next number", async (context) => {
      const { snapshot } = await saved(
        context,
        "await kit.echo({}); await Promise.all([kit.echo({}), kit.echo({})]); return 'end';",
        1,
      );
      const guest = await restored(context, snapshot);
      guest.reply(1, {});
      assert.deepEqual(await guest.calls(2), [2, 3]);
      guest.reply(2, {});
      guest.reply(3, {});
      assert.equal(await guest.result(), "end");
    }),
    snapshotCase(
      "goes-on",
      "the guest that was saved goes on as if it had not been",
      async (context) => {
        const { snapshot, guest } = await saved(
          context,
          "const { n } = await kit.echo({}); return n;",
          1,
        );
        guest.reply(1, { n: 5 });
        assert.equal(await guest.result(), 5);
        const copy = await restored(context, snapshot);
        copy.reply(1, { n: 6 });
        assert.equal(await copy.result(), 6);
      },
    ),
    snapshotCase(
      "copies",
      "guests of one snapshot share neither state nor chance",
      async (context) => {
        const { snapshot } = await saved(
          context,
          "let n = 0; await kit.echo({}); n++; return [n, Math.random()];",
          1,
        );
        const results: unknown[] = [];
        for (const guest of [
          await restored(context, snapshot),
          await restored(context, snapshot),
        ]) {
          guest.reply(1, {});
          results.push(await guest.result());
        }
        const [[n, chance], [m, other]] = results as [[number, number], [number, number]];
        assert.deepEqual([n, m], [1, 1]);
        assert.notEqual(chance, other);
      },
    ),
    snapshotCase("again", "a guest that was restored can be saved again", async (context) => {
      const { snapshot } = await saved(
        context,
        "await kit.echo({}); await kit.echo({}); return 'twice';",
        1,
      );
      const first = await restored(context, snapshot);
      first.reply(1, {});
      await first.calls(1);
      const second = await restored(context, await first.snapshot());
      second.reply(2, {});
      assert.equal(await second.result(), "twice");
    }),
    snapshotCase(
      "not-quiet",
      "a guest that waits for a timer is not saved, and goes on",
      async (context) => {
        const bench = await context.open();
        const guest = await SpokenGuest.run(
          bench,
          "const call = kit.echo({}); await new Promise((resolve) => setTimeout(resolve, 500)); await call; return 'fine';",
        );
        const [id = 0] = await guest.calls(1);
        await refuses(guest.snapshot(), "SNAPSHOT_NOT_QUIET");
        guest.reply(id, {});
        assert.equal(await guest.result(), "fine");
        await refuses(guest.snapshot(), "SNAPSHOT_NOT_QUIET");
      },
    ),
    snapshotCase(
      "damaged",
      "a snapshot that was altered, cut or never was one is refused",
      async (context) => {
        const { snapshot } = await saved(context, "return await kit.echo({});", 1);
        const bench = await context.open();
        const middle = snapshot.slice();
        middle[snapshot.length >> 1] = (middle[snapshot.length >> 1] as number) ^ 1;
        const longer = new Uint8Array(snapshot.length + 1);
        longer.set(snapshot);
        const wrong = [
          middle,
          longer,
          snapshot.slice(0, -1),
          snapshot.slice(0, 100),
          snapshot.slice(1),
          new Uint8Array(),
          new Uint8Array(4_096),
          new TextEncoder().encode("no snapshot"),
        ];
        for (const each of wrong)
          await refuses(SpokenGuest.restore(bench, each), "SNAPSHOT_INVALID");
        const guest = await SpokenGuest.restore(bench, snapshot);
        guest.reply(1, { intact: true });
        assert.deepEqual(await guest.result(), { intact: true });
      },
    ),
    snapshotCase(
      "disposed",
      "a sandbox that was disposed of saves no other guest",
      async (context) => {
        const bench = await context.open();
        const former = await SpokenGuest.run(bench, "return await kit.echo({});");
        await former.calls(1);
        await former.dispose();
        const next = await SpokenGuest.run(bench, "return await kit.echo({});");
        await next.calls(1);
        await refuses(former.snapshot(), "SNAPSHOT_NOT_QUIET");
        await next.dispose();
      },
    ),
  ],
};

function snapshotCase(
  id: string,
  title: string,
  run: (context: CaseContext) => Promise<void>,
): ConformanceCase {
  return {
    id: `snapshots/${id}`,
    title,
    skip: ({ snapshot }) =>
      snapshot === true ? undefined : "the executor does not claim snapshots",
    run,
  };
}

/** A guest that has made so many calls and waits for their replies, and a snapshot of it. */
async function saved(
  context: CaseContext,
  body: string,
  calls: number,
): Promise<{ snapshot: Uint8Array; guest: SpokenGuest }> {
  const guest = await SpokenGuest.run(await context.open(), body);
  await guest.calls(calls);
  return { snapshot: await guest.snapshot(), guest };
}

async function restored(context: CaseContext, snapshot: Uint8Array): Promise<SpokenGuest> {
  return SpokenGuest.restore(await context.open(), snapshot);
}

async function refuses(promise: Promise<unknown>, code: ErrorCode): Promise<void> {
  await assert.rejects(promise, (error: { code?: unknown; message: string }) => {
    assert.equal(error.code, code, error.message);
    return true;
  });
}
