import { messageOf } from "./encode-value.js";
import { formatLog, formatValue } from "./format-log.js";
import { formatTable } from "./format-table.js";
import {
  bareArray,
  create,
  indexOfText,
  now,
  ObjectPrototype,
  setPrototypeOf,
  sliceText,
} from "./primordials.js";

/** Log levels as they cross the channel. */
export type LogLevel = "log" | "info" | "debug" | "warn" | "error";

/** The guest's `console`: every printing call sends one line. */
export function createConsole(send: (level: LogLevel, text: string) => void): object {
  let indent = "";
  const counts = create(null) as Record<string, number>;
  const timers = create(null) as Record<string, number>;

  const emit = (level: LogLevel, format: () => string): void => {
    let text: string;
    try {
      text = format();
    } catch (error) {
      text = `[Threw: ${messageOf(error)}]`;
    }
    send(level, indent === "" ? text : indented(text, indent));
  };
  const print = (level: LogLevel, args: unknown[]): void => emit(level, () => formatLog(args));
  const elapsed = (label: string, args: unknown[]): void => {
    const start = timers[label];
    if (start === undefined) emit("warn", () => `No timer was started by the name ${label}`);
    else emit("log", () => formatLog(withFirst(`${label}: ${now() - start}ms`, args)));
  };
  const openGroup = (args: unknown[]): void => {
    if (args.length > 0) print("log", args);
    indent += "  ";
  };

  const console = {
    __proto__: null,
    log: (...args: unknown[]) => print("log", args),
    info: (...args: unknown[]) => print("info", args),
    debug: (...args: unknown[]) => print("debug", args),
    warn: (...args: unknown[]) => print("warn", args),
    error: (...args: unknown[]) => print("error", args),
    trace: (...args: unknown[]) => emit("log", () => `Trace: ${formatLog(args)}`),
    dir: (value: unknown) => emit("log", () => formatValue(value)),
    dirxml: (...args: unknown[]) => print("log", args),
    table: (data: unknown, columns?: unknown) => emit("log", () => formatTable(data, columns)),
    // There is no screen, and what was printed stays printed.
    clear: () => {},
    assert: (condition: unknown, ...args: unknown[]) => {
      if (!condition) {
        emit("error", () => `Assertion failed${args.length > 0 ? `: ${formatLog(args)}` : ""}`);
      }
    },
    count: (label = "default") => {
      counts[label] = (counts[label] ?? 0) + 1;
      emit("log", () => `${label}: ${counts[label]}`);
    },
    countReset: (label = "default") => {
      counts[label] = 0;
    },
    time: (label = "default") => {
      timers[label] = now();
    },
    timeLog: (label = "default", ...args: unknown[]) => elapsed(label, args),
    timeEnd: (label = "default") => {
      elapsed(label, bareArray());
      delete timers[label];
    },
    group: (...args: unknown[]) => openGroup(args),
    groupCollapsed: (...args: unknown[]) => openGroup(args),
    groupEnd: () => {
      indent = sliceText(indent, 2);
    },
  };
  return setPrototypeOf(console, ObjectPrototype);
}

/** The first never holds directives for the others. */
function withFirst(first: string, others: readonly unknown[]): unknown[] {
  const all = bareArray<unknown>();
  all[0] = "%s";
  all[1] = first;
  for (let i = 0; i < others.length; i++) all[i + 2] = others[i];
  return all;
}

function indented(text: string, indent: string): string {
  let result = "";
  let start = 0;
  for (let end = indexOfText(text, "\n"); end >= 0; end = indexOfText(text, "\n", start)) {
    result += indent + sliceText(text, start, end + 1);
    start = end + 1;
  }
  return result + indent + sliceText(text, start);
}
