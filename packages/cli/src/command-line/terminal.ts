import { env, stderr, stdout } from "node:process";
import { visibleText } from "./visible-text.js";

const CODES = { red: 31, green: 32, yellow: 33, cyan: 36, dim: 2, bold: 1 } as const;

/** Control characters but tabs and ends of lines, each with what follows one that begins a colour. */
const CONTROLS = /(?!\t|\r?\n)\p{Cc}(?:\[[\d;]*m)?/gu;

interface Stream {
  readonly isTTY?: boolean | undefined;
}

/** True for a stream that is a terminal, where NO_COLOR is not set. */
export function takesColour(stream: Stream): boolean {
  return stream.isTTY === true && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
}

/** Colours a text, if the stream takes colours. */
export function paint(colour: keyof typeof CODES, text: string, stream: Stream = stderr): string {
  if (!takesColour(stream)) return text;
  return `\u001b[${CODES[colour]}m${text}\u001b[0m`;
}

/** A line for people, on stderr: stdout is for what a command gives. */
export function print(line: string): void {
  stderr.write(`${shownOn(stderr, line)}\n`);
}

/** Writes what a command gives. Resolves once it is handed on, so that an exit does not cut it. */
export function give(text: string): Promise<void> {
  const shown = shownOn(stdout, text);
  return new Promise((resolve) => {
    stdout.write(shown.endsWith("\n") ? shown : `${shown}\n`, () => resolve());
  });
}

/**
 * What servers and tools say must not command a terminal, as by a title, a cleared screen or the clipboard.
 * Colours may stay. A file or a pipe gets the text as it is.
 */
function shownOn(stream: Stream, text: string): string {
  return stream.isTTY === true ? text.replace(CONTROLS, unlessColour) : text;
}

function unlessColour(found: string): string {
  return found.startsWith("\u001b[") ? found : visibleText(found);
}

/** A line for whoever asked for more. */
export type Verbose = (line: () => string) => void;

/** Prints lines if `--verbose` is given. */
export function verbosely({ verbose }: { readonly verbose?: boolean | undefined }): Verbose {
  return (line) => {
    if (verbose === true) print(paint("dim", line()));
  };
}
