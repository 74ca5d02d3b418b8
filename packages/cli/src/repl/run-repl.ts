import { createInterface, type Interface } from "node:readline";
import { inspect } from "node:util";
import type { MCPClient } from "@toolweave/core";
import { ExitCode } from "../command-line/exit-code.js";
import { give, paint, print } from "../command-line/terminal.js";
import type { ClientFlags } from "../connect/client-options.js";
import { namespacesOf } from "../connect/namespaces-of.js";
import { refusingSupervisor } from "../connect/refusing-supervisor.js";
import { withClient } from "../connect/with-client.js";
import { complete } from "./complete.js";
import { historyFile, readHistory, writeHistory } from "./history-file.js";
import { isIncomplete } from "./is-incomplete.js";

const PROMPT = "> ";
const CONTINUED = "… ";

/** Reads code line by line and runs it, until the input ends. */
export function runRepl(flags: ClientFlags): Promise<number> {
  return withClient(flags, async (client, signal) => {
    await client.executorHost.connectServers();
    const isTerminal = process.stdin.isTTY === true;
    const file = historyFile();
    const lines = createInterface({
      input: process.stdin,
      output: isTerminal ? process.stdout : undefined,
      history: isTerminal ? readHistory(file) : [],
      completer: (line: string) => complete(line, namespacesOf(client)),
      prompt: PROMPT,
    });
    signal.addEventListener("abort", () => lines.close(), { once: true });
    if (isTerminal) {
      print(
        paint("dim", "Code runs when it is complete; each run starts afresh. .help tells more."),
      );
      lines.on("history", (history: string[]) => writeHistory(file, history));
    }
    await readAndRun(client, lines, isTerminal);
    return ExitCode.ok;
  });
}

async function readAndRun(client: MCPClient, lines: Interface, isTerminal: boolean): Promise<void> {
  let code = "";
  let running: AbortController | undefined;
  const ask = (): void => {
    lines.setPrompt(code === "" ? PROMPT : CONTINUED);
    if (isTerminal) lines.prompt();
  };
  // Ctrl-C ends what runs; then what was typed; then, on an empty line, the session.
  lines.on("SIGINT", () => {
    if (running !== undefined) return running.abort(new Error("ended by Ctrl-C"));
    if (code === "" && lines.line === "") return lines.close();
    code = "";
    process.stdout.write("\n");
    lines.write(null, { ctrl: true, name: "u" });
    ask();
  });
  ask();
  for await (const line of lines) {
    if (code === "" && line.trim() === ".exit") break;
    if (code === "" && line.trim() === ".help") {
      tellHelp();
    } else {
      code += code === "" ? line : `\n${line}`;
      if (!isIncomplete(code) && code.trim() !== "") {
        running = new AbortController();
        await execute(client, code, running.signal);
        running = undefined;
      }
      if (!isIncomplete(code)) code = "";
    }
    ask();
  }
  lines.close();
}

async function execute(client: MCPClient, code: string, signal: AbortSignal): Promise<void> {
  const supervisor = refusingSupervisor("repl asks nobody; exec does, at a terminal");
  const { result, error } = await client.executeCode(code, { signal, onLog: print, supervisor });
  if (error !== null) print(`${paint("red", "error")} ${error}`);
  else if (result !== null && result !== undefined) {
    await give(inspect(result, { colors: process.stdout.isTTY === true, depth: 6 }));
  }
}

function tellHelp(): void {
  print("await server.tool({ … })   calls a tool; Tab completes servers and tools");
  print("await search_tools('…')    finds tools");
  print("Ctrl-C                     ends what runs, or clears what was typed");
  print("Ctrl-D, .exit              ends");
}
