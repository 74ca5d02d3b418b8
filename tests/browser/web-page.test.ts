/** The page of examples/web-page in a real browser: Debian's Chromium, or the one that CHROMIUM names. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { demoAgent } from "../../examples/web-page/demo-agent.mjs";
import { startServer } from "../../examples/web-page/server.mjs";

// What the page shows is known only of the stand-in.
delete process.env["OPENAI_API_KEY"];

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

let browser: Browser;
let demo: Awaited<ReturnType<typeof demoAgent>>;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`There is no ${CHROMIUM}: apt-get install chromium, or set CHROMIUM.`);
  }
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
});
afterAll(() => browser?.close());
beforeEach(async () => {
  demo = await demoAgent();
  server = await startServer(demo.agent);
});
afterEach(async () => {
  await server.close();
  await demo.close();
});

it("shows the code, its calls and the answer as they come", async () => {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(server.url);
  await page.getByRole("textbox", { name: "Task" }).fill("Which issues are open?");
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByText("Two issues are open").waitFor();
  expect(await page.locator("#code").textContent()).toContain("tracker.list_issues");
  const steps = await page.locator("#steps li").allTextContents();
  expect(steps).toContain("2 are open");
  expect(steps.some((step) => /^tracker\.list_issues: ok, \d+ ms$/.test(step))).toBe(true);
  expect(await page.locator("#steps li.failed").count()).toBe(1);
  expect(problems).toEqual([]);
  await page.close();
});

it("tells the page of an error", async () => {
  await demo.agent.close();
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByText("The agent has been closed.").waitFor();
  await page.close();
});
