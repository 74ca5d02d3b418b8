import type { Command } from "commander";

/** The shells for which there is a script. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** The script that completes commands and options in a shell. */
export function completionScript(program: Command, shell: (typeof SHELLS)[number]): string {
  const commands = program.commands.filter((command) => command.name() !== "help");
  return shell === "fish" ? fishScript(commands) : bashScript(commands, shell);
}

/** Zsh runs the script of bash, by its own emulation. */
function bashScript(commands: readonly Command[], shell: "bash" | "zsh"): string {
  const cases = commands.map(
    (command) => `    ${command.name()}) words="${optionsOf(command).join(" ")}" ;;`,
  );
  const names = commands.map((command) => command.name()).join(" ");
  const head = shell === "zsh" ? ["autoload -Uz bashcompinit && bashcompinit"] : [];
  return [
    ...head,
    "_toolweave() {",
    `  local current="\${COMP_WORDS[COMP_CWORD]}" words`,
    `  case "\${COMP_WORDS[1]}" in`,
    ...cases,
    `    *) words="${names} --help --version" ;;`,
    "  esac",
    `  [ "$COMP_CWORD" -eq 1 ] && words="${names} --help --version"`,
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    `  [ "\${#COMPREPLY[@]}" -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))`,
    "}",
    "complete -o filenames -F _toolweave toolweave",
  ].join("\n");
}

function fishScript(commands: readonly Command[]): string {
  return commands
    .flatMap((command) => {
      const name = command.name();
      const about = quote(command.description());
      return [
        `complete -c toolweave -n __fish_use_subcommand -a ${name} -d ${about}`,
        ...command.options.map(({ long, short, description }) => {
          const letter = short === undefined ? "" : ` -s ${short.slice(1)}`;
          const word = long?.slice(2) ?? "";
          const when = quote(`__fish_seen_subcommand_from ${name}`);
          return `complete -c toolweave -n ${when}${letter} -l ${word} -d ${quote(description)}`;
        }),
      ];
    })
    .join("\n");
}

function optionsOf(command: Command): string[] {
  return [...command.options.flatMap(({ long }) => long ?? []), "--help"];
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}
