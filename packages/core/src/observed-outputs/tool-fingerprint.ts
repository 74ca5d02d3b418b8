import type { ToolDefinition } from "../contract/tool.js";

/** Of a larger definition only the beginning counts, and its length. */
const MAX_TEXT = 100_000;

const fingerprints = new WeakMap<ToolDefinition, string>();

/** A short text that changes with what a tool is said to do and to take. */
export function toolFingerprint(tool: ToolDefinition): string {
  let fingerprint = fingerprints.get(tool);
  if (fingerprint === undefined) {
    fingerprint = hash(definitionText(tool));
    fingerprints.set(tool, fingerprint);
  }
  return fingerprint;
}

function definitionText({ description, inputSchema }: ToolDefinition): string {
  try {
    return JSON.stringify([description, inputSchema]);
  } catch {
    // Nested too deep for JSON.stringify.
    return String(description);
  }
}

/** Two runs of FNV-1a with different beginnings, 64 bits together (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(text: string): string {
  let a = 0x811c9dc5 ^ text.length;
  let b = 0x1000193 ^ text.length;
  for (let i = 0; i < text.length && i < MAX_TEXT; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit ^ i, 0x01000193);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
