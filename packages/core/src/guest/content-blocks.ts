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
  if (hasPromise(block))
    throw new TypeErrorClass(complain(".data is a Promise: did you forget await?"));
  const json = encodeValue(block);
  const problem = contentProblem(json === undefined ? undefined : parse(json));
  if (problem !== undefined) throw new TypeErrorClass(complain(problem));
  return json as string;
}

function isPromise(value: unknown): boolean {
  return typeof value === "object" && value !== null && inherits(PromisePrototype, value);
}

function hasPromise(block: unknown): boolean {
  return typeof block === "object" && block !== null && isPromise((block as Data).data);
}

interface Data {
  readonly data?: unknown;
}

/** A shallow copy, so that a getter is asked once. */
function toBlock(value: unknown): unknown {
  const block = create(null) as Record<string, unknown>;
  if (typeof value === "string") {
    block["type"] = "text";
    block["text"] = value;
    return block;
  }
  if (typeof value !== "object" || value === null || isArray(value)) return value;
  const names = keys(value);
  for (let i = 0; i < names.length; i++) {
    const name = names[i] as string;
    block[name] = (value as Record<string, unknown>)[name];
  }
  const bytes = bytesIn(block["data"]);
  if (bytes !== undefined) block["data"] = encodeBase64(bytes);
  return block;
}
