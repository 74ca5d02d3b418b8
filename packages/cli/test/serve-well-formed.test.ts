import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { expect, it } from "vitest";
import { startCli } from "./support/cli.js";
import { project } from "./support/project.js";
import { connectHttp, execute, serveHttp, serveStdio } from "./support/serve.js";
import { gathered } from "./support/terminal.js";

const CUT = `
  const cut = "a face 😀".slice(0, 8);
  console.log(cut);
  emit(cut);
  return { [cut]: cut, whole: "😀", path: String.raw\`C:\\ud83d\` };`;

/** As parsers of other languages see it: none of JSON's escapes may be half of a character. */
const HALF = /(?<!\\)(?:\\\\)*\\ud[89ab][\da-f]{2}/i;

async function expectWellFormed(client: Client): Promise<void> {
  const heard: (string | undefined)[] = [];
  const answer = await client.callTool(
    { name: "execute_code", arguments: { code: CUT } },
    undefined,
    { onprogress: ({ message }) => heard.push(message) },
  );
  const cut = "a face \ufffd";
  const result = { [cut]: cut, whole: "😀", path: "C:\\ud83d" };
  expect(answer.structuredContent).toMatchObject({ result, logs: [cut] });
  const [first, emitted] = answer.content as { text: string }[];
  expect(JSON.parse(String(first?.text))).toEqual(answer.structuredContent);
  expect(emitted?.text).toBe(cut);
  expect(heard).toContain(cut);
  const failed = await execute(client, 'throw new Error("😀".slice(1))');
  expect(JSON.stringify(failed)).not.toMatch(HALF);
}

it("serve sends no half of a character over stdio, where code has cut one", async () => {
  const { client } = await serveStdio(project());
  await expectWellFormed(client);
});

it("serve sends no half of a character over HTTP, where code has cut one", async () => {
  const { url } = await serveHttp(project());
  await expectWellFormed(await connectHttp(url));
});

it("serve cuts no character in progress, and answers an id that has half of one", async () => {
  const child = startCli(["serve"], { cwd: project() });
  const written = gathered(child.stdout);
  const code = "console.log('x'.repeat(1_999) + '😀')";
  const params = {
    name: "execute_code",
    arguments: { code },
    _meta: { progressToken: 1 },
  };
  child.stdin.write(
    `${JSON.stringify({ jsonrpc: "2.0", id: "\ud83d", method: "tools/call", params })}\n`,
  );
  child.stdin.end();
  await new Promise((resolve) => child.once("close", resolve));
  const [progress = "", answer = ""] = written().trim().split("\n");
  expect(JSON.parse(progress).params.message).toMatch(/x…$/);
  expect(progress).not.toMatch(HALF);
  expect(JSON.parse(answer).id).toBe("\ud83d");
});
