import { afterEach, describe, expect, it } from "vitest";
import { open } from "../support/clients.js";
import { jsonOf, textOf } from "../support/results.js";
import { npmServer, rawServer } from "../support/servers.js";

const NAMES = ["TW_SET", "TW_EMPTY", "TW_MISSING", "TW_COMMAND", "TW_URL", "TW-ANY (name)"];

afterEach(() => {
  for (const name of NAMES) delete process.env[name];
});

/** What a server finds in its environment for a text in its configuration. */
async function expanded(text: string): Promise<unknown> {
  process.env["TW_SET"] = "value";
  process.env["TW_EMPTY"] = "";
  process.env["TW-ANY (name)"] = "any";
  const client = open({ everything: { ...npmServer("everything"), env: { SEEN: text } } });
  const environment = jsonOf(await client.callTool("everything", "get-env"));
  return (environment as { SEEN: string }).SEEN;
}

describe("a variable in a configuration", () => {
  it("is taken from the environment, in all its forms", async () => {
    const forms: [text: string, value: string][] = [
      [`\${TW_SET}`, "value"],
      [`\${env:TW_SET}`, "value"],
      [`\${TW_SET:-default}`, "value"],
      [`\${TW_MISSING:-default}`, "default"],
      [`\${env:TW_MISSING:-default}`, "default"],
      [`\${TW_MISSING:-}`, ""],
      [`\${TW_EMPTY}`, ""],
      [`\${TW_EMPTY:-default}`, "default"],
      [`\${TW_MISSING:-http://x:80/?a=b c}`, "http://x:80/?a=b c"],
      [`a \${TW_SET} b \${TW_SET}`, "a value b value"],
      [`\${TW_SET:-\${TW_MISSING}}`, "value"],
      [`a \${TW_MISSING:-\${TW_SET}} b`, "a value b"],
      [`\${TW_MISSING:-\${TW_EMPTY:-\${env:TW_SET}:80}/x}`, "value:80/x"],
      [`\${TW_MISSING:-\${TW_MISSING:-}}`, ""],
      [`\${TW_MISSING:-{a}`, "{a"],
      ["$TW_SET", "$TW_SET"],
      [`\${env:TW-ANY (name)}`, "any"],
      [`\${env:TW-NONE:-default}`, "default"],
      [`\${not a name}`, `\${not a name}`],
      [`\${constructor:-default}`, "default"],
      [`\${__proto__:-default}`, "default"],
      [`$\${TW_SET}`, "$value"],
      [`\${TW_SET:-open`, `\${TW_SET:-open`],
    ];
    const seen = await expanded(forms.map(([text]) => text).join("|"));
    expect(String(seen).split("|")).toEqual(forms.map(([, value]) => value));
  });

  it("stands in command and args", async () => {
    process.env["TW_COMMAND"] = process.execPath;
    process.env["TW_SET"] = "good";
    const args = [...(rawServer().args ?? []).slice(0, 1), `\${TW_SET}`];
    const client = open({ raw: { command: `\${TW_COMMAND}`, args } });
    expect(textOf(await client.callTool("raw", "echo", {}))).toBe("{}");
  });

  it.each(["toString", "__proto__"])("is missing where objects inherit one: %s", async (name) => {
    const client = open({ raw: rawServer(`\${${name}}`) });
    await expect(client.createSession("raw")).rejects.toMatchObject({
      code: "CONFIG_VARIABLE_MISSING",
      details: { variable: name },
    });
  });

  it("is looked up when the server is connected", async () => {
    const client = open({ raw: rawServer(`\${TW_MISSING}`) });
    await expect(client.createSession("raw")).rejects.toMatchObject({
      code: "CONFIG_VARIABLE_MISSING",
    });
    process.env["TW_MISSING"] = "good";
    await client.createSession("raw");
    expect(client.getFailedServers()).toEqual({});
  });

  it.each<[place: string, config: object]>([
    ["command", { command: `\${TW_MISSING}` }],
    ["args[1]", { command: "x", args: ["-y", `\${env:TW_MISSING}`] }],
    ["env.TOKEN", { command: "x", env: { TOKEN: `Bearer \${TW_MISSING}` } }],
    ["cwd", { command: "x", cwd: `\${TW_MISSING}/y` }],
    ["args[0]", { command: "x", args: [`\${TW_EMPTY:-\${TW_MISSING}}`] }],
    ["url", { url: `\${TW_MISSING}` }],
    ["headers.Authorization", { url: "http://x", headers: { Authorization: `\${TW_MISSING}` } }],
  ])(
    "that is missing in %s is named with its server, and the others work",
    async (place, config) => {
      const client = open({ bad: config as never, good: rawServer() });
      expect(Object.keys(await client.createAllSessions())).toEqual(["good"]);
      expect(client.getFailedServers()["bad"]).toMatchObject({
        code: "CONFIG_VARIABLE_MISSING",
        message:
          `The server "bad" needs the environment variable TW_MISSING (mcpServers.bad.${place}). ` +
          `Set it, or give a default: \${TW_MISSING:-default}`,
        details: { server: "bad", place, variable: "TW_MISSING" },
      });
    },
  );

  it("that only an editor can ask for is named", async () => {
    const client = open({ bad: { command: "x", env: { TOKEN: `\${input:github-token}` } } });
    await expect(client.createSession("bad")).rejects.toMatchObject({
      code: "CONFIG_VARIABLE_MISSING",
      message: expect.stringContaining('the input "github-token" (mcpServers.bad.env.TOKEN)'),
    });
  });
});
