import type { Argument, Command, Option } from "commander";

const HEAD = `# The command line

<!-- Written by packages/cli/scripts/write-reference.mjs from the commands themselves: change them, not this page. -->

\`\`\`sh
npx toolweave init      # put the servers of your MCP clients behind toolweave
npx toolweave doctor    # see whether every server works
npx toolweave serve     # what your MCP client starts
\`\`\`

What a command gives goes to stdout, everything else to stderr. \`NO_COLOR\` is obeyed. Ctrl-C ends what runs
and the servers with it. Output to a full disk fails a command; a reader that is gone, as after
\`| head\`, does not.
`;

const CONFIGURATION = `## Configuration

\`toolweave.json\` has \`mcpServers\`, as every MCP client writes them, and \`codeMode\`:

\`\`\`jsonc
{
  "$schema": "https://unpkg.com/toolweave/dist/toolweave.schema.json",
  "mcpServers": {
    // A server starts in the folder of this file.
    "files": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "."] }
  },
  "codeMode": {
    "executor": "quickjs",
    "executorOptions": { "timeoutMs": 60000 },
    "policy": { "rules": [{ "match": "*.delete_*", "action": "ask" }] }
  }
}
\`\`\`

Comments and trailing commas are allowed, unknown keys are not. [Configuration](configuration.md) tells what
the keys mean. The file is looked for in the working directory and above. \`--config\` takes any file, that of
another MCP client too: JSON with \`mcpServers\`, \`servers\` or \`context_servers\`, or Codex's TOML. Of those
only the servers are read; those that the file switches off are left out, and so is an entry that starts
toolweave itself.
`;

const EXIT_CODES = `## Exit codes

| code | meaning |
| --- | --- |
| 0 | done; \`serve\` also when a signal ended it |
| 1 | the code threw, or something did not work |
| 2 | wrong usage or configuration, or an address that cannot be served |
| 3 | a deadline or another limit |
| 4 | the policy, or a person, refused a call |
| 129, 130, 143 | ended by SIGHUP, SIGINT or SIGTERM |
`;

/** \`docs/cli.md\`: every command with its arguments, options and examples. */
export function referencePage(program: Command): string {
  const commands = program.commands.map(commandSection);
  return [HEAD, "## Commands\n", ...commands, CONFIGURATION, EXIT_CODES].join("\n");
}

function commandSection(command: Command): string {
  const usage = `toolweave ${command.name()} ${command.usage()}`;
  const lines = [`### ${command.name()}`, "", `${sentence(command.description())}`, ""];
  lines.push("```sh", usage, "```", "");
  const rows = [...command.registeredArguments.map(argumentRow), ...command.options.map(optionRow)];
  if (rows.length > 0) lines.push("| option | meaning |", "| --- | --- |", ...rows, "");
  const help = extraHelp(command);
  if (help !== "") lines.push(help, "");
  return lines.join("\n");
}

function argumentRow(argument: Argument): string {
  return row(`${argument.name()}${argument.variadic ? "…" : ""}`, argument.description);
}

function optionRow({ flags, description, argChoices, defaultValue }: Option): string {
  const choices = argChoices === undefined ? "" : `: ${argChoices.join(", ")}`;
  const fallback = defaultValue === undefined ? "" : ` (default: ${String(defaultValue)})`;
  return row(flags, `${description}${choices}${fallback}`);
}

function row(name: string, meaning: string): string {
  return `| \`${name.replaceAll("|", "\\|")}\` | ${meaning.replaceAll("|", "\\|")} |`;
}

/** What stands after a command's options in its help: prose, and examples as a block of their own. */
function extraHelp(command: Command): string {
  let help = "";
  command.configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  command.outputHelp();
  const extra = help.slice(command.helpInformation().length);
  const [prose = "", examples] = extra.split("Examples:\n");
  const block = examples?.replace(/^ {2}\$ /gm, "").trim();
  const fence = block === undefined ? "" : `\`\`\`sh\n${block}\n\`\`\``;
  return [prose.trim(), fence].filter((part) => part !== "").join("\n\n");
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
