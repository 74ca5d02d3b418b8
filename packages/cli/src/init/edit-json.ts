import { isDeepStrictEqual } from "node:util";
import { ToolweaveError } from "@toolweave/core/node";
import {
  applyEdits,
  findNodeAtLocation,
  modify,
  type Node,
  type ParseError,
  parseTree,
} from "jsonc-parser";
import { isObject } from "../config/is-object.js";
import { appendProperty, firstProperty, type Layout, removeProperties } from "./json-property.js";
import { withinObject } from "./within-object.js";

/** One change: a value at a path; `undefined` removes it. */
export interface JsonChange {
  readonly path: readonly string[];
  readonly value: unknown;
}

/**
 * Changes JSON as text, so that comments and the order of keys stay.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for a text that would not say afterwards what was meant. What is removed
 * goes first.
 */
export function editJson(text: string, changes: readonly JsonChange[]): string {
  const tabSize = /^( +)"/m.exec(text)?.[1]?.length ?? 2;
  const insertSpaces = !/^\t+"/m.test(text);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  // What stands on one line stays on it, if anything does.
  const isOneLine = !text.trim().includes("\n") && !/^\s*\{\s*\}\s*$/.test(text);
  const options = isOneLine ? {} : { formattingOptions: { tabSize, insertSpaces, eol } };
  const layout = { indent: insertSpaces ? " ".repeat(tabSize) : "\t", eol, isOneLine };
  const added = changes.filter(({ value }) => value !== undefined);
  const edited = withAdded(withoutRemoved(text, changes), added, {
    layout,
    // It reads the whole file, but knows how to begin an object that is not there, and to stay on a line.
    put: (before, { path, value }) => applyEdits(before, modify(before, [...path], value, options)),
  });
  const wanted: unknown = JSON.parse(JSON.stringify(changes.reduce(changed, contentOf(text))));
  if (isDeepStrictEqual(contentOf(edited), wanted)) return edited;
  const message = "It cannot be edited safely, as where a key stands twice; edit it by hand.";
  throw new ToolweaveError("CONFIG_INVALID", message);
}

interface Adding {
  readonly layout: Layout & { readonly isOneLine: boolean };
  readonly put: (text: string, change: JsonChange) => string;
}

/** Adds as many properties as it can within their object: the rest of the file may be megabytes long. */
function withAdded(text: string, changes: readonly JsonChange[], adding: Adding): string {
  const [first] = changes;
  if (first === undefined) return text;
  const owner = first.path.slice(0, -1);
  let done = 0;
  const { layout } = adding;
  const edited = withinObject(text, owner, (object, lead) => {
    let now = object;
    for (const { path, value } of changes) {
      const name = path.at(-1) ?? "";
      if (!isDeepStrictEqual(path.slice(0, -1), owner) || hasValue(now, [name])) break;
      const appended =
        appendProperty(now, { path: [name], value }, layout) ??
        (layout.isOneLine ? undefined : firstProperty(now, { name, value }, { ...layout, lead }));
      if (appended === undefined) break;
      now = appended;
      done++;
    }
    return now;
  });
  if (done > 0) return withAdded(edited, changes.slice(done), adding);
  return withAdded(adding.put(text, first), changes.slice(1), adding);
}

function withoutRemoved(text: string, changes: readonly JsonChange[]): string {
  const removed = changes.filter(({ value }) => value === undefined).map(({ path }) => path);
  const owners = new Map(
    removed.map((path) => [JSON.stringify(path.slice(0, -1)), path.slice(0, -1)]),
  );
  return [...owners].reduce((before, [key, owner]) => {
    const own = removed.filter((path) => JSON.stringify(path.slice(0, -1)) === key);
    return removeProperties(
      before,
      owner,
      own.map((path) => path.at(-1) ?? ""),
    );
  }, text);
}

/** What a text says, by the last of two keys that are the same; `null` for one that is not JSON. */
function contentOf(text: string): unknown {
  try {
    // A tree of megabytes takes seconds, and is needed for comments alone.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return contentWithComments(text);
  }
}

function contentWithComments(text: string): unknown {
  const errors: ParseError[] = [];
  const root = parseTree(text.replace(/^\uFEFF/, ""), errors, { allowTrailingComma: true });
  return root === undefined || errors.length > 0 ? null : nodeValue(root);
}

/** The parser's own values lose a key `__proto__`. */
function nodeValue({ type, children = [], value }: Node): unknown {
  if (type === "array") return children.map(nodeValue);
  if (type !== "object") return value;
  return Object.fromEntries(
    children.flatMap(({ children: [key, of] = [] }) =>
      key === undefined || of === undefined ? [] : [[key.value, nodeValue(of)]],
    ),
  );
}

function hasValue(text: string, path: readonly string[]): boolean {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root !== undefined && findNodeAtLocation(root, [...path]) !== undefined;
}

function changed(content: unknown, { path: [key, ...path], value }: JsonChange): unknown {
  if (key === undefined) return value;
  const { [key]: before, ...others } = isObject(content) ? content : {};
  if (before === undefined && value === undefined) return content;
  const after = changed(before, { path, value });
  return after === undefined ? others : { ...others, [key]: after };
}
