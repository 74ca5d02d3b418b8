import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { completionScript, SHELLS } from "../lib/completion/completion-script.js";
import { createProgram } from "../lib/program.js";
import { cli } from "./support/cli.js";
import { tempFolder } from "./support/temp-folder.js";

type Shell = (typeof SHELLS)[number];

const program = createProgram(() => {});
const scripts = {} as Record<Shell, string>;

/** True if a shell is here and finds a script's grammar right; `undefined` if it is not here. */
function understands(shell: Shell, script: string): boolean | undefined {
  const { error, status } = spawnSync(shell, ["-n"], { input: script });
  return error === undefined ? status === 0 : undefined;
}

/** What bash, having read a script, completes the last of some words to, in a folder. */
function completed(script: string, words: readonly string[], cwd?: string): string[] {
  const quoted = words.map((word) => `"${word}"`).join(" ");
  const ask = `COMP_WORDS=(toolweave ${quoted})\nCOMP_CWORD=${words.length}\n_toolweave`;
  const print = `printf '%s\\n' "\${COMPREPLY[@]}"`;
  const answer = execFileSync("bash", ["-c", `${script}\n${ask}\n${print}`], { cwd });
  return answer.toString().split("\n").filter(Boolean);
}

describe("toolweave completion", () => {
  beforeAll(() => {
    for (const shell of SHELLS) scripts[shell] = completionScript(program, shell);
  });

  it.each(SHELLS)(
    "prints a script for %s, in which that shell finds nothing wrong",
    async (shell) => {
      const { code, stdout } = await cli(["completion", shell], { cwd: tempFolder() });
      expect(code).toBe(0);
      expect(stdout).toBe(`${scripts[shell]}\n`);
      expect(understands(shell, stdout)).not.toBe(false);
    },
  );

  it("completes commands, options, choices and files in bash", () => {
    const { bash } = scripts;
    expect(completed(bash, ["se"])).toEqual(["serve", "search"]);
    expect(completed(bash, ["exec", "--t"])).toEqual(["--timeout", "--trace"]);
    expect(completed(bash, ["completion", "z"])).toEqual(["zsh"]);
    expect(completed(bash, ["exec", "package.j"])).toEqual(["package.json"]);
  });

  it.each([
    [
      ["exec", ""],
      ["a b.json", "c.json"],
    ],
    [["exec", "a"], ["a b.json"]],
    [
      ["exec", "--json", ""],
      ["a b.json", "c.json"],
    ],
    [["exec", "-c", "c"], ["c.json"]],
    [
      ["serve", "--config", ""],
      ["a b.json", "c.json"],
    ],
    [["serve", "--config", "=", "c"], ["c.json"]],
    [["serve", "--token-file", "a"], ["a b.json"]],
    [
      ["search", "--detail", ""],
      ["names", "descriptions", "full"],
    ],
    [["search", "-d", "n"], ["names"]],
    [
      ["init", "--client", "c"],
      ["claude-code", "claude-desktop", "cursor", "codex"],
    ],
    [["exec", "--timeout", ""], []],
    [
      ["completion", ""],
      ["bash", "zsh", "fish"],
    ],
  ])("completes in bash what %j takes", (words, expected) => {
    const cwd = tempFolder();
    for (const name of ["a b.json", "c.json"]) writeFileSync(join(cwd, name), "");
    expect(completed(scripts.bash, words, cwd).sort()).toEqual(expected.sort());
  });

  it("tells fish which options take files, words, or neither", () => {
    const lines = scripts.fish.split("\n");
    expect(lines).toContainEqual(expect.stringMatching(/from exec' -s c -l config .* -r -F$/));
    expect(lines).toContainEqual(
      expect.stringMatching(/-l detail .* -x -a 'names descriptions full'$/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/-l timeout .* -x$/));
    expect(lines).toContainEqual(expect.stringMatching(/from exec' -l json -d '[^']*'$/));
    expect(lines).toContain("complete -c toolweave -n '__fish_seen_subcommand_from serve' -f");
    expect(lines).not.toContain("complete -c toolweave -n '__fish_seen_subcommand_from exec' -f");
  });

  it("has zsh run the script of bash, and sets up what that takes", () => {
    const { bash, zsh } = scripts;
    const [compinit, bashcompinit, ...rest] = zsh.split("\n");
    expect(compinit).toMatch(/functions\[compdef\].*compinit/);
    expect(bashcompinit).toContain("bashcompinit");
    expect(rest.join("\n")).toBe(bash);
  });

  it("describes every command and option to fish", () => {
    const lines = scripts.fish.split("\n");
    for (const command of program.commands) {
      const name = command.name();
      expect(lines).toContainEqual(expect.stringContaining(`-f -a ${name} -d '`));
      for (const { long } of command.options) {
        const option = expect.stringMatching(`from ${name}' .*-l ${long?.slice(2)} -d '`);
        expect(lines).toContainEqual(option);
      }
    }
    for (const shell of SHELLS) expect(lines).toContainEqual(expect.stringMatching(`-a ${shell}$`));
  });

  it("leaves no quote open in the script for fish, whatever descriptions say", () => {
    for (const line of scripts.fish.split("\n")) {
      const outside = line.replaceAll(/'(?:[^'\\]|\\.)*'/g, "");
      expect(outside).toMatch(/^complete [\w -]+$/);
    }
  });

  it("exits with 2 for a shell that it does not know", async () => {
    const { code, stderr } = await cli(["completion", "tcsh"], { cwd: tempFolder() });
    expect(code).toBe(2);
    expect(stderr).toContain("bash, zsh, fish");
  });
});
