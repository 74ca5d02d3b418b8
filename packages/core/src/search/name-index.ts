import { callExpression } from "../catalog/call-expression.js";
import type { IndexedTool } from "./search-index.js";

/** Tools found by the whole of a name. */
export interface NameHits {
  /** Tools of that name, those written exactly so first, and else in the order of the configuration. */
  readonly tools: readonly number[];
  /** The tools of a server of that name. */
  readonly ofServer: readonly number[];
}

const MAX_NAME = 300;
const MAX_TOOL_WORDS = 12;
const WORDS = /[\p{L}\p{N}]+/gu;

/** Finds tools and servers by their whole name, in whatever way its words are joined. */
export class NameIndex {
  readonly #entries: readonly (IndexedTool | undefined)[];
  readonly #tools = new Map<string, number[]>();
  readonly #servers = new Map<string, number[]>();

  constructor(entries: readonly (IndexedTool | undefined)[]) {
    this.#entries = entries;
  }

  add(numbers: readonly number[]): void {
    this.#update(numbers, (map, key, number) => {
      const known = map.get(key);
      if (known === undefined) map.set(key, [number]);
      else known.push(number);
    });
  }

  /** Call it while the entries are still there. */
  remove(numbers: readonly number[]): void {
    const gone = new Set(numbers);
    this.#update(numbers, (map, key) => {
      const left = (map.get(key) ?? []).filter((number) => !gone.has(number));
      if (left.length > 0) map.set(key, left);
      else map.delete(key);
    });
  }

  /**
   * @param namespaces by the name of a server, under which identifier it stands.
   * @param order by tool, its place in the catalog: what a server has anew was added last.
   */
  find(query: string, namespaces: ReadonlyMap<string, string>, order: Int32Array): NameHits {
    const name = query.trim();
    if (name === "" || name.length > MAX_NAME) return { tools: [], ofServer: [] };
    const words = barely(name);
    const key = words.join("") || name;
    const tools = new Set(this.#tools.get(key) ?? []);
    // A tool after its server: `github.create_issue`.
    for (let at = Math.max(1, words.length - MAX_TOOL_WORDS); at < words.length; at++) {
      const named = this.#tools.get(words.slice(at).join(""));
      const server = named && words.slice(0, at).join("");
      for (const number of named ?? []) {
        if (bareName(this.#entries[number]?.server ?? "") === server) tools.add(number);
      }
    }
    const ofServer = new Set(this.#servers.get(key) ?? []);
    for (const [server, identifier] of namespaces) {
      // An identifier need not be made of the words of the name, nor need a name have words.
      for (const start of [`${identifier}.`, `${server}.`]) {
        if (name.startsWith(start)) this.#addNamed(name.slice(start.length), server, tools);
      }
      if (bareName(identifier) === key) this.#addAllOf(server, ofServer);
    }
    const likeness = (number: number): number => this.#likeness(number, name, namespaces);
    const placeOf = (number: number): number => order[number] ?? 0;
    return {
      tools: [...tools].sort((a, b) => likeness(b) - likeness(a) || placeOf(a) - placeOf(b)),
      ofServer: [...ofServer],
    };
  }

  #addNamed(tool: string, server: string, found: Set<number>): void {
    for (const number of this.#tools.get(bareName(tool)) ?? []) {
      if (this.#entries[number]?.server === server) found.add(number);
    }
  }

  #addAllOf(server: string, found: Set<number>): void {
    for (const number of this.#servers.get(bareName(server)) ?? []) {
      if (this.#entries[number]?.server === server) found.add(number);
    }
  }

  /** 3 for the expression to call it by, 2 for the raw name, 1 for the identifier, 0 for other ways to write it. */
  #likeness(number: number, name: string, namespaces: ReadonlyMap<string, string>): number {
    const entry = this.#entries[number];
    if (entry === undefined) return 0;
    const { tool, server } = entry;
    if (callExpression(namespaces.get(server) ?? server, tool.identifier) === name) return 3;
    if (tool.name === name || `${server}.${tool.name}` === name) return 2;
    return tool.identifier === name ? 1 : 0;
  }

  #update(
    numbers: readonly number[],
    change: (map: Map<string, number[]>, key: string, number: number) => void,
  ): void {
    for (const number of numbers) {
      const entry = this.#entries[number];
      if (entry === undefined) continue;
      const { tool, server } = entry;
      for (const key of new Set([bareName(tool.name), bareName(tool.identifier)])) {
        change(this.#tools, key, number);
      }
      change(this.#servers, bareName(server), number);
    }
  }
}

/** A name without case and separators; one that is made of nothing else stays as it is. */
function bareName(name: string): string {
  return barely(name).join("") || name;
}

function barely(name: string): string[] {
  return name.normalize("NFKC").toLowerCase().match(WORDS) ?? [];
}
