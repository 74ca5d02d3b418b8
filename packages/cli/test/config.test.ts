import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { cli, type Outcome, startCli } from "./support/cli.js";
import { demoServer, journalOf, npmServer } from "./support/project.js";
import { tempFolder } from "./support/temp-folder.js";

const CODE = "return await demo.add({ a: 1, b: 2 })";
const SUM = JSON.stringify("3");

const CORE = new URL("../../core/dist/index.js", import.meta.url).href;
/** A module of an executor whose every result is "mine". */
const OWN_EXECUTOR = `
import { BaseCodeExecutor } from ${JSON.stringify(CORE)};
export default class extends BaseCodeExecutor {
  async execute() {
    return { result: "mine", error: null, logs: [], execution_time: 0, tool_calls: [] };
  }
  async cleanup() {}
}`;

function folderWith(file: string, text: string): string {
  const folder = tempFolder();
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), text);
  return folder;
}

function exec(cwd: string, ...args: string[]): Promise<Outcome> {
  return cli(["exec", "--executor", "vm", ...args, "-e", CODE], { cwd });
}

describe("the configuration", () => {
  it("is found in a folder above, with comments, and its servers start there", async () => {
    const entry = JSON.stringify(demoServer("journal.txt"));
    const text = `{ // servers\n "mcpServers": { "demo": ${entry}, }, }`;
    const folder = folderWith("toolweave.json", text);
    mkdirSync(join(folder, "a/b"), { recursive: true });
    expect((await exec(join(folder, "a/b"))).stdout.trim()).toBe(SUM);
  });

  it.each<[what: string, cwd: string, env: Readonly<Record<string, string>>]>([
    ["a variable", `\${TW_PLACE}`, { TW_PLACE: "data" }],
    ["a default", `\${TW_PLACE:-data}`, {}],
    ["a variable that goes on", `\${TW_PLACE}/data`, { TW_PLACE: "." }],
    ["a way up from a variable", `./\${TW_PLACE}/../../data`, { TW_PLACE: "below/deep" }],
    ["a default with a way up", `./\${TW_PLACE:-below/../data}`, {}],
  ])("counts a relative cwd that is %s from its own folder", async (_, cwd, env) => {
    const text = JSON.stringify({ mcpServers: { demo: { ...demoServer("journal.txt"), cwd } } });
    const folder = folderWith("toolweave.json", text);
    for (const name of ["below/deep", "data"]) mkdirSync(join(folder, name), { recursive: true });
    const args = ["exec", "--executor", "vm", "-e", "return await demo.remove({ name: 'x' })"];
    const { stderr } = await cli(args, { cwd: join(folder, "below"), env });
    expect(stderr).toBe("");
    expect(journalOf(join(folder, "data"))).toContain("removed x");
  });

  it("takes a cwd that a variable has in full as it is", async () => {
    const entry = { ...demoServer("journal.txt"), cwd: `\${TW_PLACE}` };
    const folder = folderWith("toolweave.json", JSON.stringify({ mcpServers: { demo: entry } }));
    const place = tempFolder();
    const args = ["exec", "--executor", "vm", "-e", "return await demo.remove({ name: 'x' })"];
    await cli(args, { cwd: folder, env: { TW_PLACE: place } });
    expect(journalOf(place)).toContain("removed x");
  });

  it("says what to do where there is none", async () => {
    const { code, stderr } = await exec(folderWith(".mcp.json", "{}"));
    expect(code).toBe(2);
    expect(stderr).toContain("CONFIG_NOT_FOUND");
    expect(stderr).toContain("--config .mcp.json");
  });

  it.each([
    ['{ "mcpServer": {} }', 'unknown key "mcpServer". Did you mean "mcpServers"?'],
    ['{ "codeMode": { "excutor": "vm" } }', 'codeMode has the unknown key "excutor"'],
    ['{ "codeMode": { "limits": { "maxToolCall": 1 } } }', 'Did you mean "maxToolCalls"?'],
    ['{ "codeMode": { "policy": { "rules": [{ "match": "*" }] } } }', "codeMode.policy.rules[0]"],
    ['{ "mcpServers": { "a": { "comand": "x" } } }', 'Did you mean "command"?'],
    ['{ "mcpServers": { "a": { "command": 1 } } }', "mcpServers.a.command"],
    ['{ "mcpServers": \n nope }', "toolweave.json:2:2 is not JSON"],
    ["", "toolweave.json is empty"],
    ['{ "mcpServers": 5 }', "mcpServers must be an object, not a number"],
    ['{ "codeMode": [] }', "codeMode must be an object, not an array"],
    ['{ "codeMode": { "outputBudget": 600.5 } }', "outputBudget must be a whole number, not 600.5"],
    [
      '{ "codeMode": { "limits": { "maxToolCalls": 0 } } }',
      "maxToolCalls must be at least 1, not 0",
    ],
    ['{ "codeMode": { "retry": {} } }', "retry.attempts is missing: it must be a number"],
    [
      '{ "codeMode": { "retry": { "attempts": 11 } } }',
      "retry.attempts must be at most 10, not 11",
    ],
    ['{ "codeMode": { "policy": { "default": "no" } } }', '"allow", "ask" or "deny", not "no"'],
    [
      '{ "codeMode": { "policy": { "rules": [{ "match": 5, "action": "deny" }] } } }',
      "rules[0].match must be a string or an object, not 5",
    ],
    [
      '{ "codeMode": { "policy": { "rules": [{ "match": { "sever": "a" }, "action": "deny" }] } } }',
      'rules[0].match has the unknown key "sever". Did you mean "server"?',
    ],
    [
      '{ "codeMode": { "policy": { "rules": [{ "match": "a.*", "actoin": "deny" }] } } }',
      'rules[0] has the unknown key "actoin". Did you mean "action"?',
    ],
    [
      '{ "mcpServers": { "a": { "command": "x", "disabledTools": "rm" } } }',
      "a.disabledTools must be",
    ],
    [
      '{ "mcpServers": { "a": { "command": "x", "enabled": "false" } } }',
      "a.enabled must be a boolean",
    ],
    ['{ "mcpServers": { "a": { "headers": "Bearer xyz", "url": "http://x" } } }', "not a string"],
    ['{ "mcpServers": {}, "servers": {} }', "has both mcpServers and servers"],
  ])("says in one line what is wrong with %s", async (text, says) => {
    const { code, stderr } = await exec(folderWith("toolweave.json", text));
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  const demo = demoServer();
  const toml = `[mcp_servers.demo]\ncommand = ${JSON.stringify(demo.command)}\nargs = ${JSON.stringify(demo.args)}\n`;
  const { command: path, args } = demo;
  it.each([
    ["Cursor", "mcp.json", JSON.stringify({ mcpServers: { demo }, theme: 1 })],
    ["VS Code", "mcp.json", JSON.stringify({ servers: { demo }, inputs: [] })],
    [
      "Zed",
      "settings.json",
      JSON.stringify({ context_servers: { demo: { command: { path, args } } } }),
    ],
    [
      "Zed, with settings of a server that an extension brings along",
      "settings.json",
      JSON.stringify({ context_servers: { ext: { source: "extension", settings: {} }, demo } }),
    ],
    [
      "Zed, without variables",
      "settings.json",
      JSON.stringify({ context_servers: { demo: { source: "custom", ...demo, env: null } } }),
    ],
    [
      "VS Code, with values of variables that are no texts",
      "mcp.json",
      JSON.stringify({ servers: { demo: { ...demo, env: { PORT: 3000, NONE: null } } } }),
    ],
    ["Codex", "config.toml", `model = "x"\n${toml}`],
  ])("may be the file of %s", async (_client, file, text) => {
    expect((await exec(folderWith(file, text), "--config", file)).stdout.trim()).toBe(SUM);
  });

  it("leaves out the entry that starts toolweave itself", async () => {
    const toolweave = { command: "npx", args: ["-y", "toolweave", "serve"] };
    const text = JSON.stringify({ mcpServers: { demo, toolweave } });
    const { stdout, stderr } = await exec(folderWith("mcp.json", text), "--config", "mcp.json");
    expect(stdout.trim()).toBe(SUM);
    expect(stderr).toBe("");
  });

  it.each<[key: string, value: object]>([
    ["codemode", {}],
    ["code_mode", { policy: { default: "deny" } }],
    ["codeMod", { policy: { default: "deny" } }],
    ["coedMode", { polcy: { default: "deny" } }],
  ])("under another name is not taken for one without a policy: %s", async (key, value) => {
    const text = JSON.stringify({ mcpServers: { demo }, [key]: value });
    const { code, stderr } = await exec(folderWith("mine.json", text), "--config", "mine.json");
    expect(code).toBe(2);
    expect(stderr).toContain(`unknown key "${key}". Did you mean "codeMode"?`);
  });

  it("is ours under any name with our schema", async () => {
    const $schema = "https://unpkg.com/toolweave/dist/toolweave.schema.json";
    const text = JSON.stringify({ $schema, mcpServers: { demo }, polcy: {} });
    const { code, stderr } = await exec(folderWith("mine.json", text), "--config", "mine.json");
    expect(code).toBe(2);
    expect(stderr).toContain('unknown key "polcy"');
  });

  it.each([{}, { codeMode: {} }])("has its servers start in its folder, with %j", async (more) => {
    const text = JSON.stringify({ mcpServers: { demo: demoServer("journal.txt") }, ...more });
    const folder = folderWith("config/mine.json", text);
    const args = ["exec", "--executor", "vm", "--config", "config/mine.json"];
    const code = "return await demo.remove({ name: 'x' })";
    await cli([...args, "-e", code], { cwd: folder });
    expect(journalOf(join(folder, "config"))).not.toBe("");
  });

  it("that its client keeps has its servers start where one works", async () => {
    const text = JSON.stringify({ mcpServers: { demo: demoServer("journal.txt") } });
    const folder = folderWith(".cursor/mcp.json", text);
    const args = ["exec", "--executor", "vm", "--config", ".cursor/mcp.json"];
    await cli([...args, "-e", "return await demo.remove({ name: 'x' })"], { cwd: folder });
    expect(journalOf(folder)).not.toBe("");
  });

  it.each<[what: string, file: object]>([
    ["keys that are none of ours", { mcpServers: { demo: { ...demo, oauth: {}, zzz: 1 } } }],
    ["an empty mcpServers beside servers", { mcpServers: {}, servers: { demo } }],
    ["keys of the other kind of server", { mcpServers: { demo: { ...demo, headers: {} } } }],
    ["tools as Copilot names them", { mcpServers: { demo: { ...demo, tools: ["*"] } } }],
    ["a sandbox that is off", { mcpServers: { demo: { ...demo, sandboxEnabled: false } } }],
    [
      "servers that Cherry Studio has switched off",
      {
        mcpServers: {
          demo: { ...demo, isActive: true },
          off: { command: "/none", isActive: false },
        },
      },
    ],
  ])("of another client may have %s", async (_, file) => {
    const folder = folderWith("mcp.json", JSON.stringify(file));
    expect((await exec(folder, "--config", "mcp.json")).stdout.trim()).toBe(SUM);
  });

  it.each<[what: string, file: object, says: string]>([
    [
      "a text as disabledTools",
      { demo: { ...demo, disabledTools: "x" } },
      "demo.disabledTools must",
    ],
    ["a text as enabled", { demo: { ...demo, enabled: "no" } }, "demo.enabled must be a boolean"],
    [
      "a text as enabled_tools",
      { demo: { ...demo, enabled_tools: "x" } },
      "demo.allowedTools must",
    ],
    [
      "tools that we do not know",
      { demo: { ...demo, bannedTools: ["x"] } },
      'the key "bannedTools"',
    ],
    [
      "a sandbox of its own",
      { demo: { ...demo, sandboxEnabled: true } },
      'the key "sandboxEnabled"',
    ],
  ])("of another client that restricts by %s is refused", async (_, mcpServers, says) => {
    const folder = folderWith("mcp.json", JSON.stringify({ mcpServers }));
    const { code, stderr } = await exec(folder, "--config", "mcp.json");
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it("of another client restricts as it does there", async () => {
    const text = JSON.stringify({ mcpServers: { demo: { ...demo, excludeTools: ["add"] } } });
    const { code, stderr } = await exec(folderWith("mcp.json", text), "--config", "mcp.json");
    expect(code).toBe(1);
    expect(stderr).toContain("demo.add does not exist");
  });

  it.each([".gemini", ".qwen"])(
    "of %s has variables without braces, and servers that start where one works",
    async (place) => {
      const entry = demoServer("$JOURNAL.txt", `$$ 5$ \${MORE:-none}`);
      const text = JSON.stringify({ mcpServers: { demo: entry } });
      const folder = folderWith(`${place}/settings.json`, text);
      const args = ["exec", "--executor", "vm", "--config", `${place}/settings.json`];
      const code = "return await demo.remove({ name: 'x' })";
      const unset = await cli([...args, "-e", code], { cwd: folder });
      expect(unset.stderr).toContain("needs the environment variable JOURNAL");
      await cli([...args, "-e", code], { cwd: folder, env: { JOURNAL: "journal" } });
      expect(journalOf(folder)).toContain("removed x");
    },
  );

  it.each<[list: string, file: (folder: string) => object, on: string[]]>([
    ["mcp.excluded", () => ({ mcp: { excluded: ["demo"] } }), ["other"]],
    ["mcp.allowed", () => ({ mcp: { allowed: ["demo"] } }), ["demo"]],
    ["both", () => ({ mcp: { allowed: ["demo"], excluded: ["demo"] } }), []],
    ["excludeMCPServers", () => ({ excludeMCPServers: ["demo"] }), ["other"]],
    ["allowMCPServers", () => ({ allowMCPServers: ["demo"] }), ["demo"]],
    ["an empty mcp.allowed, not", () => ({ mcp: { allowed: [] } }), ["demo", "other"]],
    ["disabledMcpjsonServers", () => ({ disabledMcpjsonServers: ["demo"] }), ["other"]],
    [
      "disabledMcpServers of this folder",
      (folder) => ({
        projects: {
          [folder]: { disabledMcpServers: ["demo"] },
          "/elsewhere": { disabledMcpServers: ["other"] },
        },
      }),
      ["other"],
    ],
  ])("of another client leaves out what is switched off there: by %s", async (_, file, on) => {
    const folder = folderWith("settings.json", "{}");
    const content = { mcpServers: { demo, other: demo }, ...file(folder) };
    writeFileSync(join(folder, "settings.json"), JSON.stringify(content));
    const args = ["exec", "-v", "--executor", "vm", "--config", "settings.json"];
    const code = "return __tool_namespaces";
    const { stdout, stderr } = await cli([...args, "-e", code], { cwd: folder });
    expect(JSON.parse(stdout)).toEqual(on);
    for (const name of ["demo", "other"]) {
      expect(stderr.includes(`mcpServers.${name} is left out: `)).toBe(!on.includes(name));
    }
  });

  it.each<[what: string, more: object, says: string]>([
    ["a list that is none", { mcp: { excluded: "demo" } }, "mcp.excluded must be an array"],
    [
      "a list that we do not know",
      { deniedMcpServers: [{ serverName: "demo" }] },
      'the key "deniedMcpServers"',
    ],
  ])("of another client that switches servers off by %s is refused", async (_, more, says) => {
    const folder = folderWith("mcp.json", JSON.stringify({ mcpServers: { demo }, ...more }));
    const { code, stderr } = await exec(folder, "--config", "mcp.json");
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it.each([
    ["there.json", '{"mcpServers":5}', "mcpServers must be an object"],
    ["none/toolweave.json", "{}", "There is no file"],
  ])("that is named and is none is told of: %s", async (file, text, says) => {
    const { code, stderr } = await exec(folderWith("there.json", text), "--config", file);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it("that is a folder is told of, with what to do", async () => {
    const { code, stderr } = await exec(tempFolder(), "--config", ".");
    expect(code).toBe(2);
    expect(stderr).toContain("is a folder. Name a file in it");
  });

  it.each(["exec -e 1", "repl", "serve", "serve --http 0"])(
    "is refused for a wrong schema in its policy before servers start, by %s",
    async (command) => {
      const match = { tool: "remove", args: { properties: { name: { type: "txt" } } } };
      const codeMode = { policy: { rules: [{ match, action: "deny" }] } };
      const mcpServers = { demo: demoServer("journal.txt") };
      const folder = folderWith("toolweave.json", JSON.stringify({ mcpServers, codeMode }));
      // Serving over stdio would end by the end of stdin.
      const child = startCli(command.split(" "), { cwd: folder });
      if (command !== "serve") child.stdin.end();
      const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
      expect(code).toBe(2);
      const file = join(folder, "toolweave.json");
      expect(stderr).toContain(`${file}: codeMode.policy.rules[0].match.args`);
      expect(journalOf(folder)).toBe("");
    },
  );

  it("may name an executor by its path", async () => {
    const text = JSON.stringify({ mcpServers: {}, codeMode: { executor: "./own.mjs" } });
    const folder = folderWith("toolweave.json", text);
    mkdirSync(join(folder, "below"));
    const none = await cli(["exec", "-e", "1"], { cwd: join(folder, "below") });
    expect(none.code).toBe(2);
    expect(none.stderr).toContain(`There is no module ${join(folder, "own.mjs")}`);
    writeFileSync(join(folder, "own.mjs"), OWN_EXECUTOR);
    const { stdout } = await cli(["exec", "-e", "1"], { cwd: join(folder, "below") });
    expect(stdout.trim()).toBe('"mine"');
  });
});

it("Codex's env_vars are handed on by whatever name, and in both of their forms", async () => {
  const { command, args } = npmServer("everything");
  const variables = '["USUAL", "un-usual (name)", { name = "LOCAL", source = "local" }, "UNSET"]';
  const cwd = folderWith(
    "config.toml",
    `[mcp_servers.demo]\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(args)}\nenv_vars = ${variables}\n`,
  );
  const code =
    "const env = await demo.get_env(); return ['USUAL', 'un-usual (name)', 'LOCAL', 'UNSET'].map((name) => env[name])";
  const env = { USUAL: "a", "un-usual (name)": "b", LOCAL: "c" };
  const flags = ["exec", "--config", "config.toml", "--executor", "vm", "-e", code];
  const { stdout } = await cli(flags, { cwd, env });
  expect(JSON.parse(stdout)).toEqual(["a", "b", "c", ""]);
});
