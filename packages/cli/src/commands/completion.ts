import { Argument, Command } from "commander";
import { give } from "../command-line/terminal.js";
import { completionScript, SHELLS } from "../completion/completion-script.js";

const HELP = `
Examples:
  $ toolweave completion bash >> ~/.bashrc
  $ toolweave completion zsh >> ~/.zshrc
  $ toolweave completion fish > ~/.config/fish/completions/toolweave.fish`;

export function completionCommand(): Command {
  return new Command("completion")
    .description("print a script that completes commands and options")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .addHelpText("after", HELP)
    .action(async (shell: (typeof SHELLS)[number], _flags: unknown, command: Command) => {
      await give(completionScript(command.parent ?? command, shell));
    });
}
