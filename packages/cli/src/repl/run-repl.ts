import { clearLine, createInterface, cursorTo, type Interface } from "node:readline";
import { inspect } from "node:util";
import type { MCPClient } from "@toolweave/core";
import { isUnfinished } from "@toolweave/core/node";
import { ExitCode } from "../command-line/exit-code.js";
import { give, paint, print, takesColour } from "../command-line/terminal.js";
import type { ClientFlags } from "../connect/client-options.js";
import { namespacesOf } from "../connect/namespaces-of.js";
import { refusingSupervisor } from "../connect/refusing-supervisor.js";
import type { ServerNews } from "../connect/server-news.js";
import { withClient } from "../connect/with-client.js";
import { complete } from "./complete.js";
import { historyFile, readHistory, writeHistory } from "./history-file.js";

const PROMPT = "> ";
const CONTINUED = "… ";

/** Reads code line by line and runs it, until the input ends. Of what is piped in, a failure fails it all. */
export function runRepl(flags: ClientFlags): Promise<number> {
  return withClient(flags, async ({ client, signal, news, requireRunnable }) => {
    await requireRunnable();
    const isTerminal = process.stdin.isTTY === true;
    let isRunning = false;
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
      news.printBy((line) => (isRunning ? print(line) : printAbove(lines, line)));
      lines.on("history", (history: string[]) => writeHistory(file, history));
      // Names can be completed before any code has run.
      client.executorHost.connectServers().catch(() => {});
    }
    const run = async (code: string, ended: AbortSignal): Promise<boolean> => {
      isRunning = true;
      try {
        return await execute(client, code, { signal: AbortSignal.any([signal, ended]), news });
      } finally {
        isRunning = false;
      }
    };
    const allRan = await readAndRun(run, lines, isTerminal);
    return allRan || isTerminal ? ExitCode.ok : ExitCode.failed;
  });
}

/** Prints a line where one is being typed, which then stands below. */
function printAbove(lines: Interface, line: string): void {
  cursorTo(process.stdout, 0);
  clearLine(process.stdout, 0);
  print(line);
  lines.prompt(true);
}

/** Resolves with whether all that was run came to its end. */
async function readAndRun(
  run: (code: string, signal: AbortSignal) => Promise<boolean>,
  lines: Interface,
  isTerminal: boolean,
): Promise<boolean> {
  let allRan = true;
  let code = "";
  let running: AbortController | undefined;
  const ask = (): void => {
    lines.setPrompt(code === "" ? PROMPT : CONTINUED);
    if (isTerminal) lines.prompt();
  };
  const runCode = async (): Promise<void> => {
    running = new AbortController();
    allRan = (await run(code, running.signal)) && allRan;
    running = undefined;
    code = "";
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
    if (code === "" && line.trim() === ".help") tellHelp();
    else code += code === "" ? line : `\n${line}`;
    if (code.trim() === "") code = "";
    else if (!(await isUnfinished(code))) await runCode();
    ask();
  }
  lines.close();
  // Nobody can go on with what is piped in.
  if (code !== "" && !isTerminal) await runCode();
  return allRan;
}

/** Resolves with whether the code came to its end. */
async function execute(
  client: MCPClient,
  code: string,
  { signal, news }: { signal: AbortSignal; news: ServerNews },
): Promise<boolean> {
  const supervisor = refusingSupervisor("repl asks nobody; exec does, at a terminal");
  const onLog = (line: string): void => {
    news.tell();
    print(line);
  };
  const { result, error } = await client.executeCode(code, { signal, onLog, supervisor });
  if (!signal.aborted) {
    news.tell();
    news.tellMissing();
  }
  if (error !== null) print(`${paint("red", "error")} ${error}`);
  else if (result !== null && result !== undefined) {
    await give(inspect(result, { colors: takesColour(process.stdout), depth: 6 }));
  }
  return error === null;
}

function tellHelp(): void {
  print("await server.tool({ … })   calls a tool; Tab completes servers and tools");
  print("await search_tools('…')    finds tools");
  print("Ctrl-C                     ends what runs, or clears what was typed");
  print("Ctrl-D, .exit              ends");
}
