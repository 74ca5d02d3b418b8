import type { Sandbox } from "../sandbox/sandbox.js";

const DEFAULT_LIMIT = 100;

/** One page of the sandboxes that a query asks for, the newest first. */
export interface SandboxPage {
  readonly sandboxes: readonly Sandbox[];
  /** What asks for the page that follows, if there is one. */
  readonly nextToken: string | undefined;
}

export function listSandboxes(all: readonly Sandbox[], query: URLSearchParams): SandboxPage {
  const states = query.get("state")?.split(",") ?? ["running", "paused"];
  // Its names and values are escaped once more than a query's are.
  const wanted = [...new URLSearchParams(query.get("metadata") ?? "")].map((pair) =>
    pair.map(decodeURIComponent),
  );
  const found = all
    .filter(({ state }) => states.includes(state))
    .filter(({ spec }) => wanted.every(([name = "", value]) => spec.metadata[name] === value))
    .reverse();
  const from = Number(query.get("nextToken") ?? 0);
  const to = from + Number(query.get("limit") ?? DEFAULT_LIMIT);
  return {
    sandboxes: found.slice(from, to),
    nextToken: to < found.length ? String(to) : undefined,
  };
}
