import { expect, it } from "vitest";
import { open } from "./support/clients.js";

const TYPED = "const x: number = 1;\nreturn x";

it("code that is nested too deeply for the compiler takes nothing from other code", async () => {
  const vm = open({}, { executor: "vm" });
  const quickjs = open({}, { executor: "quickjs" });
  const { error_details } = await vm.executeCode(
    `const x: number = 1;${"{".repeat(3_000)}${"}".repeat(3_000)}`,
  );
  expect(error_details).toMatchObject({
    code: "CODE_INVALID",
    message: expect.stringContaining("nested too deeply"),
  });
  for (const client of [vm, quickjs]) {
    expect(await client.executeCode(TYPED)).toMatchObject({ result: 1, error: null });
  }
});

it("code that is long does not hold up the host", async () => {
  const client = open({}, { executor: "vm" });
  await client.executeCode(TYPED);
  let [last, longest] = [performance.now(), 0];
  const clock = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 10);
  const { result } = await client.executeCode(`return 1 // ${"a<".repeat(300_000)}`);
  clearInterval(clock);
  expect(result).toBe(1);
  expect(longest).toBeLessThan(5_000);
});
