import { contentProblem } from "../protocol/content-problem.js";
import { bytesIn, encodeBase64 } from "./encode-base64.js";
import { encodeValue } from "./encode-value.js";
import {
  bareArray,
  create,
  inherits,
  isArray,
  keys,
  PromiseClass,
  parse,
  sliceText,
  TypeErrorClass,
} from "./primordials.js";

const PromisePrototype = PromiseClass.prototype;

/**
 * The blocks of what `emit` was given, each as JSON: a block or an array of them. A text stands for a
 * block of text, as it does in the results of tools; bytes may stand where base64 belongs.
 *
 * @throws TypeError saying what is wrong, and where.
 */
export function readContent(content: unknown): string[] {
  const blocks = bareArray<string>();
  if (!isArray(content)) {
    blocks[0] = readBlock(content, (problem) => `emit: content${problem}`);
    return blocks;
  }
  const { length } = content;
  for (let i = 0; i < length; i++) {
    blocks[i] = readBlock(content[i], (problem) => `emit: content[${i}]${problem}`);
  }
  return blocks;
}

/** The block of what `image` was given, as JSON. @throws TypeError. */
export function readImage(data: unknown, mimeType: unknown): string[] {
  const block = create(null) as Record<string, unknown>;
  block["type"] = "image";
  block["data"] = data;
  block["mimeType"] = mimeType;
  const blocks = bareArray<string>();
  blocks[0] = readBlock(block, (problem) => `image: ${sliceText(problem, 1)}`);
  return blocks;
}

function readBlock(value: unknown, complain: (problem: string) => string): string {
  if (isPromise(value)) throw new TypeErrorClass(complain(" is a Promise: did you forget await?"));
  const block = toBlock(value);
  const awaited = pathOfPromise(block);
  if (awaited !== undefined) {
    throw new TypeErrorClass(complain(`${awaited} is a Promise: did you forget await?`));
  }
  const json = encodeValue(block);
  const problem = contentProblem(json === undefined ? undefined : parse(json));
  if (problem !== undefined) throw new TypeErrorClass(complain(problem));
  return json as string;
}

function isPromise(value: unknown): boolean {
  return typeof value === "object" && value !== null && inherits(PromisePrototype, value);
}

/** Where a promise stands in the place of base64, or of a resource. */
function pathOfPromise(block: unknown): string | undefined {
  if (typeof block !== "object" || block === null) return undefined;
  const { data, resource } = block as BlockParts;
  if (isPromise(data)) return ".data";
  if (isPromise(resource)) return ".resource";
  const isObject = typeof resource === "object" && resource !== null;
  return isObject && isPromise((resource as BlockParts).blob) ? ".resource.blob" : undefined;
}

interface BlockParts {
  readonly data?: unknown;
  readonly resource?: unknown;
  readonly blob?: unknown;
}

function toBlock(value: unknown): unknown {
  if (typeof value === "string") {
    const block = create(null) as Record<string, unknown>;
    block["type"] = "text";
    block["text"] = value;
    return block;
  }
  const block = copyOf(value);
  if (block === undefined) return value;
  writeBytes(block, "data");
  const resource = copyOf(block["resource"]);
  // Without any property of its own it may still have a form in JSON, as a map has.
  if (resource !== undefined && keys(resource).length > 0) {
    writeBytes(resource, "blob");
    block["resource"] = resource;
  }
  return block;
}

/** A shallow copy of an object that is no array, so that a getter is asked once. */
function copyOf(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || isArray(value)) return undefined;
  const names = keys(value);
  const copy = create(null) as Record<string, unknown>;
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    copy[name] = (value as Record<string, unknown>)[name];
  }
  return copy;
}

/** Bytes as base64, where there are any. */
function writeBytes(record: Record<string, unknown>, name: string): void {
  const bytes = bytesIn(record[name]);
  if (bytes !== undefined) record[name] = encodeBase64(bytes);
}
