import { describe, expect, it } from "vitest";
import { checkCuts } from "../support/check-cuts.js";
import { view } from "../support/model-views.js";

const rows = Array.from({ length: 10_000 }, (_, id) => ({
  id,
  name: `user ${id}`,
  tags: ["a", "b"],
}));
const inBudget = { outputBudget: 2_000 };

describe("an execution that fits the budget", () => {
  it("is shown whole and indented", async () => {
    const { text } = await view().show({
      result: { rows: rows.slice(0, 3) },
      logs: ["one", "two"],
    });
    const whole = {
      result: { rows: rows.slice(0, 3) },
      logs: ["one", "two"],
      error: null,
      execution_time: 0.5,
    };
    expect(text).toBe(JSON.stringify(whole, null, 2));
  });

  it("is shown without indentation where only that makes it fit", async () => {
    const result = rows.slice(0, 30);
    const whole = { result, logs: [], error: null, execution_time: 0.5 };
    expect(JSON.stringify(whole, null, 2).length).toBeGreaterThan(2_000);
    expect((await view(inBudget).show({ result })).text).toBe(JSON.stringify(whole));
  });

  it("fits to the very character", async () => {
    const length = JSON.stringify({
      result: "",
      logs: [],
      error: null,
      execution_time: 0.5,
    }).length;
    const result = "x".repeat(2_000 - length);
    const fitting = await view(inBudget).show({ result });
    expect([fitting.text.length, fitting.sign]).toEqual([2_000, undefined]);
    expect((await view(inBudget).show({ result: `${result}x` })).sign).toBe("✂");
  });

  it("has null for a result that is undefined", async () => {
    expect((await view().show({ result: undefined })).envelope).toHaveProperty("result", null);
  });

  it("has fields of which only its executor knows", async () => {
    const { envelope } = await view().show({ cost: 5 } as object);
    expect(envelope).toHaveProperty("cost", 5);
  });
});

describe("a result beyond the budget", () => {
  it("keeps its small parts whole, and head and tail of a long array with a count", async () => {
    const result = { summary: { users: 10_000, active: 17 }, rows, next: null };
    const { text, envelope } = await view(inBudget).show({ result });
    const shown = envelope["result"] as typeof result;
    expect(text.length).toBeLessThanOrEqual(2_000);
    expect(text.length).toBeGreaterThan(1_800);
    expect(shown).toMatchObject({ summary: result.summary, next: null });
    const mark = shown.rows.findIndex((row) => typeof row === "string");
    expect(shown.rows[mark]).toBe(
      `✂ ${(10_001 - shown.rows.length).toLocaleString("en")} more items ✂`,
    );
    expect(shown.rows.slice(0, mark)).toEqual(rows.slice(0, mark));
    expect(shown.rows.slice(mark + 1)).toEqual(rows.slice(mark + 1 - shown.rows.length));
    expect(Math.abs(mark - (shown.rows.length - 1 - mark))).toBeLessThanOrEqual(1);
  });

  it("says first of all what was cut and how to get the rest", async () => {
    const { envelope, text } = await view(inBudget).show({ result: rows });
    expect(Object.keys(envelope)[0]).toBe("cut");
    expect(text).toContain("✂ marks what was left out.");
    expect(text).toMatch(/await recall\('r\d+'\) gives the whole result/);
  });

  it("shows elements in part rather than one of them alone", async () => {
    const result = rows.slice(0, 5).map((row) => ({ ...row, body: "lorem ipsum ".repeat(500) }));
    const shown = (await view(inBudget).show({ result })).envelope["result"] as typeof result;
    expect(shown.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4]);
    for (const { body } of shown)
      expect(body).toMatch(/^lorem.{50,} ✂ 5,\d+ more characters ✂ .{50,}ipsum $/);
  });

  it("keeps the first keys of a wide object with a count", async () => {
    const result = Object.fromEntries(rows.map((row) => [`key ${row.id}`, row]));
    const shown = (await view(inBudget).show({ result })).envelope["result"] as typeof result;
    const { "✂": mark, ...first } = shown;
    const keys = Object.keys(first);
    expect(keys.length).toBeGreaterThan(10);
    expect(first).toEqual(Object.fromEntries(Object.entries(result).slice(0, keys.length)));
    expect(mark).toBe(`${(10_000 - keys.length).toLocaleString("en")} more keys`);
  });

  it("leaves out a key that is too long, and never shortens one", async () => {
    const long = "k".repeat(5_000);
    const { envelope } = await view(inBudget).show({ result: { a: 1, [long]: 2, b: 3 } });
    expect(envelope["result"]).toEqual({ a: 1, b: 3, "✂": "1 more key" });
  });

  it("collapses what is deep where there is no room for it", async () => {
    const deep = { deep: { deep: { list: rows, text: "x".repeat(9_999) } } };
    const result = Array.from({ length: 14 }, () => deep);
    const shown = (await view(inBudget).show({ result })).envelope["result"];
    expect(JSON.stringify(shown)).toContain('"deep":{');
    checkCuts(shown, result, "✂");
  });

  it("never splits a surrogate pair", async () => {
    for (let budget = 500; budget < 520; budget++) {
      const { text } = await view({ outputBudget: budget }).show({
        result: "👩‍🚀🔥".repeat(2_000),
      });
      expect(text).not.toMatch(/\\ud[89a-f]/);
    }
  });

  it("cannot be mistaken for data that looks like a mark", async () => {
    const fakes = ["✂", "✂ 5 more items ✂", "✂2 7 more items ✂2", 'await recall("r9")'];
    const result = {
      fakes,
      "✂": "3 more keys",
      text: `✂ 4 more characters ✂ ${"x".repeat(9_999)}`,
      rows,
    };
    const { envelope, sign = "" } = await view(inBudget).show({ result });
    expect(sign).toMatch(/^✂\w+$/);
    expect(JSON.stringify(result)).not.toContain(sign);
    expect(envelope["result"]).toMatchObject({ fakes, "✂": "3 more keys" });
    checkCuts(envelope["result"], result, sign);
  });
});

describe("the other parts of an execution beyond the budget", () => {
  it("keep the first and last lines of the log, and a small result whole", async () => {
    const logs = Array.from({ length: 5_000 }, (_, i) => `line ${i}`);
    const { envelope } = await view(inBudget).show({ result: { ok: true }, logs });
    const shown = envelope["logs"] as string[];
    expect(envelope["result"]).toEqual({ ok: true });
    expect([shown[0], shown.at(-1)]).toEqual(["line 0", "line 4999"]);
    checkCuts(shown, logs, "✂");
  });

  it("keep an error whole beside a log without end", async () => {
    const error = `Error: ${"why ".repeat(150)}\n  at line 3, column 7`;
    const logs = Array.from({ length: 5_000 }, (_, i) => `line ${i}`);
    const { envelope, isError } = await view(inBudget).show({ error, logs });
    expect(envelope["error"]).toBe(error);
    expect(isError).toBe(true);
  });

  it("share the budget with the fields of which only the executor knows", async () => {
    const others = Object.fromEntries(rows.map(({ id }) => [`field ${id}`, id]));
    const shown = await view({ outputBudget: 500 }).show({ result: rows, ...others });
    expect(shown.text.length).toBeLessThanOrEqual(500);
    expect(shown.envelope).toMatchObject({ "field 0": 0, error: null });
    expect(shown.text).toContain("gives the whole other fields");
  });
});

describe("a result that is not plain JSON", () => {
  it("is shown as JSON has it", async () => {
    class Point {
      readonly x = 1;
      readonly note = "x".repeat(5_000);
    }
    const result = [
      new Date(0),
      new Map([[1, 2]]),
      new Point(),
      undefined,
      Number.NaN,
      () => 1,
      { a: undefined, b: 1 },
    ];
    const { envelope } = await view(inBudget).show({ result });
    const [date, map, point, ...rest] = envelope["result"] as unknown[];
    expect([date, map, ...rest]).toEqual([
      "1970-01-01T00:00:00.000Z",
      {},
      null,
      null,
      null,
      { b: 1 },
    ]);
    checkCuts(point, { ...new Point() }, "✂");
  });

  it("says so where JSON cannot have it", async () => {
    const cycle: Record<string, unknown> = {};
    cycle["self"] = cycle;
    const getter = {
      get self(): unknown {
        return { ...getter, deeper: getter };
      },
    };
    for (const result of [
      5n,
      cycle,
      {
        toJSON: () => {
          throw new Error("no");
        },
      },
      getter,
    ]) {
      const { envelope } = await view().show({ result, logs: ["kept"] });
      expect(envelope["result"]).toMatch(/^\[Threw: .+\]$/);
      expect(envelope["logs"]).toEqual(["kept"]);
    }
  });
});
