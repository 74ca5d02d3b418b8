import type { Command } from "commander";

/** The shells for which there is a script. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** The script that completes commands and options in a shell. */
export function completionScript(program: Command, shell: (typeof SHELLS)[number]): string {
  const commands = program.commands.filter((command) => command.name() !== "help");
  return shell === "fish" ? fishScript(commands) : bashScript(commands, shell);
}

/** Where nothing has set up completion before, as in a new `.zshrc`, its emulation of bash would fail. */
const ZSH_SETUP = [
  "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }",
  "autoload -Uz bashcompinit && bashcompinit",
];

/** Zsh runs the script of bash, by its own emulation. */
function bashScript(commands: readonly Command[], shell: "bash" | "zsh"): string {
  const cases = commands.map(
    (command) => `    ${command.name()}) words="${wordsOf(command).join(" ")}" ;;`,
  );
  const names = commands.map((command) => command.name()).join(" ");
  return [
    ...(shell === "zsh" ? ZSH_SETUP : []),
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
      const within = `complete -c toolweave -n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
      const about = quote(command.description());
      return [
        `complete -c toolweave -n __fish_use_subcommand -f -a ${name} -d ${about}`,
        ...choicesOf(command).map((choice) => `${within} -f -a ${choice}`),
        ...command.options.map(({ long, short, description }) => {
          const letter = short === undefined ? "" : ` -s ${short.slice(1)}`;
          return `${within}${letter} -l ${long?.slice(2) ?? ""} -d ${quote(description)}`;
        }),
      ];
    })
    .join("\n");
}

function wordsOf(command: Command): string[] {
  const options = command.options.flatMap(({ long }) => long ?? []);
  return [...choicesOf(command), ...options, "--help"];
}

/** What its arguments may be, where that is a choice. */
function choicesOf(command: Command): readonly string[] {
  return command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
