import { visibleText } from "../command-line/visible-text.js";

/** Characters for the arguments of one call. */
const MOST = 2_000;

/** How much is shown of each value. */
interface Detail {
  readonly text: number;
  readonly items: number;
  readonly keys: number;
  readonly depth: number;
}

/** From much to little. What hides no key comes first: padding in one must not hide another. */
const DETAILS: readonly Detail[] = [
  ...[MOST, 800, 400, 200, 100, 60, 30].map((text) => ({
    text,
    items: text === MOST ? MOST : Math.ceil(text / 10),
    keys: MOST,
    depth: 40,
  })),
  ...[100, 40, 20, 10, 5, 2, 1].map((keys) => ({
    text: 24,
    items: 2,
    keys,
    depth: keys > 20 ? 3 : 1,
  })),
];

/** The arguments of a call, as whoever is asked to allow it reads them. */
export interface ShownArguments {
  /** JSON, in which long values are cut, each for itself, and say how much of them is missing. */
  readonly text: string;
  /** What there was no room for at all, such as "3 keys and 1 item"; `undefined` if there was for all. */
  readonly missing: string | undefined;
}

/** Shows arguments so that nothing among them hides the rest. With an indent, they take several lines. */
export function showArguments(args: unknown, indent = ""): ShownArguments {
  let shown: ShownArguments | undefined;
  for (const detail of DETAILS) {
    const view = new View(detail, indent);
    shown = { text: view.value(args, 0), missing: view.missing };
    if (shown.text.length <= MOST) break;
  }
  return shown as ShownArguments;
}

class View {
  #keys = 0;
  #items = 0;
  readonly #detail: Detail;
  readonly #indent: string;

  constructor(detail: Detail, indent: string) {
    this.#detail = detail;
    this.#indent = indent;
  }

  get missing(): string | undefined {
    const keys = this.#keys > 0 ? [countOf(this.#keys, "key")] : [];
    const items = this.#items > 0 ? [countOf(this.#items, "item")] : [];
    return [...keys, ...items].join(" and ") || undefined;
  }

  value(value: unknown, depth: number): string {
    if (typeof value === "string") return this.#text(value);
    if (typeof value !== "object" || value === null) return String(JSON.stringify(value));
    const isList = Array.isArray(value);
    const count = isList ? value.length : Object.keys(value).length;
    const isTooDeep = depth >= this.#detail.depth;
    const fitting = isTooDeep ? 0 : isList ? this.#detail.items : this.#detail.keys;
    const parts = isList
      ? value.slice(0, fitting).map((item) => this.value(item, depth + 1))
      : Object.entries(value)
          .slice(0, fitting)
          .map(
            ([key, inner]) => `${this.#text(key)}:${this.#space}${this.value(inner, depth + 1)}`,
          );
    const more = count - parts.length;
    if (isList) this.#items += more;
    else this.#keys += more;
    if (more > 0) parts.push(`… ${countOf(more, isList ? "more item" : "more key")} …`);
    return this.#list(parts, isList ? "[]" : "{}", depth);
  }

  /** Marks stand outside of quotes, where no text can write one. */
  #text(text: string): string {
    const { text: most } = this.#detail;
    if (text.length <= most) return quoted(text);
    const half = Math.floor(most / 2);
    const cut = countOf(text.length - 2 * half, "more character");
    return `${quoted(text.slice(0, half))} … ${cut} … ${quoted(text.slice(-half))}`;
  }

  #list(parts: readonly string[], [open = "", close = ""]: string, depth: number): string {
    if (this.#indent === "" || parts.length === 0) return open + parts.join(",") + close;
    const outer = `\n${this.#indent.repeat(depth)}`;
    return `${open}${parts.map((part) => outer + this.#indent + part).join(",")}${outer}${close}`;
  }

  get #space(): string {
    return this.#indent === "" ? "" : " ";
  }
}

function quoted(text: string): string {
  return visibleText(JSON.stringify(text));
}

function countOf(count: number, what: string): string {
  return `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
}
