import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { home } from "./support/home.js";

const FILE = ".codex/config.toml";
const SERVER = '[mcp_servers.demo]\ncommand = "demo"\n[mcp_servers.demo.env]\nKEY = "secret"\n';
const withCrlf = (text: string): string => text.replaceAll("\n", "\r\n");

describe("the ends of lines in Codex's configuration", () => {
  it("stay as they are where one line ends otherwise than others", async () => {
    const before = `model = "x"\r\nnote = """one\ntwo"""\n\n${SERVER}`;
    const { init, read, write } = home({ [FILE]: before });
    expect((await init("--yes")).code).toBe(0);
    expect(read(FILE)).toContain('model = "x"\r\nnote = """one\ntwo"""');
    expect(parse(read(FILE))).toMatchObject({ note: "one\ntwo" });
    write(FILE, `theme = "light"\n${read(FILE)}`);
    await init("--undo");
    expect(parse(read(FILE))).toEqual({ ...parse(before), theme: "light" });
  });

  it("are those of the file when it is undone, which Codex may have written anew", async () => {
    const { init, read, write } = home({ [FILE]: withCrlf(`model = "x"\n\n${SERVER}`) });
    await init("--yes");
    expect(read(FILE)).not.toMatch(/[^\r]\n/);
    write(FILE, `theme = "light"\n${read(FILE).replaceAll("\r", "")}`);
    await init("--undo");
    expect(read(FILE)).toBe(`theme = "light"\nmodel = "x"\n\n${SERVER}`);
  });

  it("stay as they are within the values of a server that is put back", async () => {
    const server = '[mcp_servers.demo]\r\ncommand = "sh"\r\nargs = ["-c", """\ncd x\nrun"""]\r\n';
    const before = `model = "x"\r\n\r\n${server}`;
    const { init, read, write } = home({ [FILE]: before });
    await init("--yes");
    write(FILE, `theme = "light"\r\n${read(FILE)}`);
    await init("--undo");
    expect(parse(read(FILE))).toEqual({ ...parse(before), theme: "light" });
    expect(read(FILE)).toBe(`theme = "light"\r\n${before}`);
  });
});
