import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { MCPClient } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { closeLater } from "../support/clients.js";
import { textOf } from "../support/results.js";
import { rawServer } from "../support/servers.js";
import { tempFolder } from "../support/temp-folder.js";

function file(content: string): string {
  const path = join(tempFolder(), "mcp.json");
  writeFileSync(path, content);
  return path;
}

function fromFile(content: string): MCPClient {
  return closeLater(MCPClient.fromConfigFile(file(content)));
}

/** What is said of a file, its path left out. */
function complaint(content: string, code: string): string {
  const path = file(content);
  try {
    MCPClient.fromConfigFile(path);
  } catch (error) {
    expect(error).toMatchObject({ code, details: { path } });
    const { message } = error as Error;
    expect(message.startsWith(path)).toBe(true);
    return message.slice(path.length);
  }
  return expect.fail("it was accepted");
}

describe("a configuration file", () => {
  it("makes a client that works", async () => {
    const client = fromFile(JSON.stringify({ mcpServers: { raw: rawServer() } }));
    expect(textOf(await client.callTool("raw", "echo", { a: 1 }))).toBe('{"a":1}');
  });

  it.each([
    ["little", "\ufeff"],
    ["big", "\ufffe"],
  ])("is told to be UTF-8 where it is UTF-16, %s end first", (_end, mark) => {
    const path = file("");
    writeFileSync(path, `${mark}{ "mcpServers": {} }`, "utf16le");
    expect(() => MCPClient.fromConfigFile(path)).toThrow(
      `${path} is UTF-16, as PowerShell writes it: save it as UTF-8`,
    );
  });

  it("may have a byte order mark, comments and trailing commas", () => {
    const client = fromFile(`\uFEFF{
      // The servers
      "mcpServers": {
        /* one */ "a": { "command": "x", "args": ["http://not/a/comment",], },
      },
    }`);
    expect(client.getServerNames()).toEqual(["a"]);
  });

  it("may be one of VS Code, with servers and inputs", () => {
    const client = fromFile(`{
      "inputs": [{ "type": "promptString", "id": "key" }],
      "servers": { "a": { "type": "stdio", "command": "x" }, "b": { "type": "sse", "url": "http://x" } }
    }`);
    expect(client.getServerNames()).toEqual(["a", "b"]);
  });

  it("may hold what is none of our business beside its servers", () => {
    const client = fromFile(
      '{"globalShortcut":"","mcpServers":{"a":{"command":"x"}},"$schema":"y"}',
    );
    expect(client.getServerNames()).toEqual(["a"]);
  });

  it("may have servers with the names of Object's own members", () => {
    const client = fromFile(
      '{"mcpServers":{"__proto__":{"command":"x"},"constructor":{"url":"y"}}}',
    );
    expect(client.getServerNames()).toEqual(["__proto__", "constructor"]);
  });

  it("takes options of the client", async () => {
    const options = { codeMode: { executor: async () => ({ result: 1 }) as never } };
    const client = closeLater(MCPClient.fromConfigFile(file("{}"), options));
    expect((await client.executeCode("x")).result).toBe(1);
  });

  it("that is missing is named", () => {
    expect(() => MCPClient.fromConfigFile("/no/such/mcp.json")).toThrow(
      expect.objectContaining({
        code: "CONFIG_FILE_UNREADABLE",
        message: expect.stringMatching(/^There is no file \/no\/such\/mcp\.json$/),
      }),
    );
  });

  it("that is a folder is named", () => {
    expect(() => MCPClient.fromConfigFile(tempFolder())).toThrow(
      expect.objectContaining({
        code: "CONFIG_FILE_UNREADABLE",
        message: expect.stringMatching(/is a folder, not a file$/),
      }),
    );
  });

  it.each<[content: string, says: string]>([
    ["", " is empty"],
    [" \n", " is empty"],
    ["// nothing", ":1:11 is not JSON: unexpected end"],
    ["{", ":1:2 is not JSON: unexpected end"],
    ['{"a": x}', ':1:7 is not JSON: unexpected "x"'],
    ["{'a': 1}", ':1:2 is not JSON: unexpected "\'"'],
    ['{\n  "a": 1\n  "b": 2\n}', ':3:3 is not JSON: unexpected "\\""'],
    ['{\n  "a": [1, 2\n}', ':3:1 is not JSON: unexpected "}"'],
    ['{\n  // a comment\n  "a": 01\n}', ':3:9 is not JSON: unexpected "1"'],
    ['{"a": 1} b', ':1:10 is not JSON: unexpected "b"'],
    ['{"a" 1}', ':1:6 is not JSON: unexpected "1"'],
    ['{"a": "never closed}', ":1:7 is not JSON: the string that begins here is not closed"],
    [
      '{"a": "two\nlines"}',
      ":1:7 is not JSON: the string that begins here is not closed, or has a newline, which is written \\n",
    ],
    ['{"a": "a\ttab"}', ':1:9 is not JSON: the control character "\\t" in a string'],
    ['{"a": 1 "b": 2}', ':1:9 is not JSON: unexpected "\\""'],
    ['{"a": "C:\\path"}', ":1:10 is not JSON: \\p in a string: a backslash is written \\\\"],
    ['\uFEFF{"a": tru}', ':1:7 is not JSON: unexpected "t"'],
    ['{\r\n"é": 🦊}', ':2:6 is not JSON: unexpected "🦊"'],
  ])("that is not JSON is refused with the place: %j", (content, says) => {
    expect(complaint(content, "CONFIG_FILE_UNREADABLE")).toBe(says);
  });

  it("that is not a configuration is refused with its path", () => {
    expect(complaint("[]", "CONFIG_INVALID")).toContain(": The configuration must be an object");
    expect(complaint('{"mcpservers":{}}', "CONFIG_INVALID")).toContain(
      'Did you mean "mcpServers"?',
    );
    expect(complaint('{"mcpServers":{"a":{"comand":"x"}}}', "CONFIG_INVALID")).toBe(
      ': mcpServers.a has the unknown key "comand". Did you mean "command"?',
    );
  });

  it("that has servers by two names is refused, for those of one would be lost", () => {
    const both = '{"mcpServers":{"a":{"command":"x"}},"servers":{"b":{"command":"y"}},"x":1}';
    expect(complaint(both, "CONFIG_INVALID")).toBe(
      ": The configuration has both mcpServers and servers; keep one of them",
    );
  });

  it.each([
    '{"x":1}',
    '{"command":"x","zzzzzz":1}',
    '{"url":"http://x","zzzzzz":1}',
    '{"url":"http://x","authProvider":{}}',
    '{"server":{}}',
    "5",
  ])("is not told of what a file cannot hold: %s", (entry) => {
    const says = complaint(`{"mcpServers":{"a":${entry}}}`, "CONFIG_INVALID");
    expect(says.replace(/unknown key "\w+"/, "")).not.toMatch(
      /authProvider|onSampling|onElicitation|roots|server\b/,
    );
  });
});
