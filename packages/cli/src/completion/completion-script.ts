import type { Command, Option } from "commander";

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

/** Zsh runs the script of bash, by its own emulation. Bash 3.2, which macOS has, understands it too. */
function bashScript(commands: readonly Command[], shell: "bash" | "zsh"): string {
  const names = commands.map((command) => command.name()).join(" ");
  return [
    ...(shell === "zsh" ? ZSH_SETUP : []),
    "_toolweave() {",
    `  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words="" files="" word`,
    // Bash takes the equals sign of --config=FILE for a word.
    `  [ "$before" = "=" ] && before="\${COMP_WORDS[COMP_CWORD-2]}"`,
    `  [ "$current" = "=" ] && current=""`,
    `  case "\${COMP_WORDS[1]}" in`,
    ...commands.flatMap(bashCase),
    `    *) words="${names} --help --version" ;;`,
    "  esac",
    `  [ "$COMP_CWORD" -eq 1 ] && words="${names} --help --version" files=""`,
    "  COMPREPLY=()",
    '  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(',
    '    [ -z "$words" ] || compgen -W "$words" -- "$current"',
    '    [ -z "$files" ] || compgen -f -- "$current"',
    "  )",
    "}",
    "complete -o filenames -o default -F _toolweave toolweave",
  ].join("\n");
}

/** What may stand in a command's place, by what stands before it. */
function bashCase(command: Command): string[] {
  const values = command.options.filter(takesValue).map((option) => {
    const { argChoices: choices = [] } = option;
    const offered = choices.length > 0 ? `words="${choices.join(" ")}"` : "files=1";
    const nothing = choices.length === 0 && !isFile(option.flags);
    return `        ${flagsOf(option).join("|")}) ${nothing ? "" : `${offered} `};;`;
  });
  const options = [...command.options.flatMap(({ long }) => long ?? []), "--help"].join(" ");
  const choices = choicesOf(command).join(" ");
  const takesFile = command.registeredArguments.some((argument) => argument.name() === "file");
  const plain = takesFile ? "files=1" : `words="${choices === "" ? options : choices}"`;
  return [
    `    ${command.name()})`,
    '      case "$before" in',
    ...values,
    `        *) case "$current" in -*) words="${options}" ;; *) ${plain} ;; esac ;;`,
    "      esac ;;",
  ];
}

function fishScript(commands: readonly Command[]): string {
  return commands
    .flatMap((command) => {
      const name = command.name();
      const within = `complete -c toolweave -n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
      const about = quote(command.description());
      const takesFile = command.registeredArguments.some((argument) => argument.name() === "file");
      return [
        `complete -c toolweave -n __fish_use_subcommand -f -a ${name} -d ${about}`,
        ...(takesFile ? [] : [`${within} -f`]),
        ...choicesOf(command).map((choice) => `${within} -f -a ${choice}`),
        ...command.options.map((option) => {
          const { long, short, description } = option;
          const letter = short === undefined ? "" : ` -s ${short.slice(1)}`;
          const text = `${within}${letter} -l ${long?.slice(2) ?? ""} -d ${quote(description)}`;
          return text + fishValue(option);
        }),
      ];
    })
    .join("\n");
}

/** What follows an option in fish: a file, one of some words, something else, or nothing. */
function fishValue(option: Option): string {
  if (!takesValue(option)) return "";
  if (option.argChoices !== undefined) return ` -x -a ${quote(option.argChoices.join(" "))}`;
  return isFile(option.flags) ? " -r -F" : " -x";
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}

function isFile(flags: string): boolean {
  return flags.includes("<file>");
}

function flagsOf({ short, long }: Option): string[] {
  return [short, long].flatMap((flag) => flag ?? []);
}

/** What its arguments may be, where that is a choice. */
function choicesOf(command: Command): readonly string[] {
  return command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
}

function quote(text: string): string {
  return `'${text.replaceAll(/['\\]/g, "\\$&")}'`;
}
