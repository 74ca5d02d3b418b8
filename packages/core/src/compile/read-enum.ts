import { unescaped } from "./unescaped.js";

/** What the compiler may make of a member. */
export interface MemberText {
  readonly length: number;
  /** Numbers do not grow. */
  readonly isText: boolean;
}

/** As many characters as a number has at most. */
const NUMBER_LENGTH = 25;

/** What ends nowhere goes on to the end of its line, or of the code: nothing is read twice. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?|[\p{ID_Start}$_][\p{ID_Continue}$]*|\S/gu;
const TEMPLATE_TEXT = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)?/y;

/** Behind it a slash divides. */
const OPERAND = /[\p{ID_Continue}$)\]"'`]$/u;

/**
 * Reads the members of an enum from behind its opening brace. Of those of one name, in whatever enum, the longest
 * counts. One with a regular expression in it, whose quotes would be misread, may come to anything.
 *
 * @returns where the enum ends.
 */
export function readEnum(text: string, start: number, members: Map<string, MemberText>): number {
  return new EnumReader(text, start, members).read();
}

class EnumReader {
  readonly #text: string;
  readonly #tokens = new RegExp(TOKEN);
  readonly #members: Map<string, MemberText>;
  #name: string | undefined;
  #value: { length: number; isText: boolean } | undefined;
  /** Brackets that are open, and templates that are within their braces. */
  #brackets = 0;
  #templates = 0;
  /** There may be statements, behind whose brackets a slash may begin a regular expression. */
  #hasBraces = false;

  constructor(text: string, start: number, members: Map<string, MemberText>) {
    this.#text = text;
    this.#tokens.lastIndex = start;
    this.#members = members;
  }

  read(): number {
    let before = "";
    for (let found = this.#next(); found !== undefined; found = this.#next()) {
      if (/^\/[/*]/.test(found)) continue;
      const isWithin = this.#brackets > 0 || this.#templates > 0;
      if (!isWithin && (found === "," || found === "}")) {
        this.#endMember();
        if (found === "}") return this.#tokens.lastIndex;
      } else if (this.#value !== undefined) this.#add(this.#value, found, before);
      else if (found === "=") this.#value = { length: 0, isText: false };
      else if (found === "`") this.#name = unescaped(this.#templateText().slice(0, -1));
      else if (/^[\p{ID_Start}$_"']/u.test(found)) this.#name = nameOf(found);
      before = found;
    }
    this.#endMember();
    return this.#text.length;
  }

  #next(): string | undefined {
    return this.#tokens.exec(this.#text)?.[0];
  }

  #add(value: { length: number; isText: boolean }, token: string, before: string): void {
    if (token === "`" || (token === "}" && this.#templates > 0)) {
      if (token === "}") this.#templates--;
      const text = this.#templateText();
      const member = before === "[" ? this.#members.get(unescaped(text.slice(0, -1))) : undefined;
      value.length += member?.length ?? text.length;
      value.isText = true;
      return;
    }
    const isUnclear =
      token === "/"
        ? this.#hasBraces || !OPERAND.test(before)
        : token === "{" && this.#templates > 0;
    if (isUnclear) {
      value.length = Number.POSITIVE_INFINITY;
      value.isText = true;
      return;
    }
    if (/^[([{]$/.test(token)) this.#brackets++;
    else if (/^[)\]}]$/.test(token)) this.#brackets--;
    if (token === "{") this.#hasBraces = true;
    const isString = /^["']/.test(token);
    // The member itself is not known yet, and a string is no name but in brackets.
    const member = !isString || before === "[" ? this.#members.get(nameOf(token)) : undefined;
    value.length += member?.length ?? token.length;
    value.isText ||= isString || member?.isText === true;
  }

  /** Of a template, up to its end or to the next of its braces. */
  #templateText(): string {
    TEMPLATE_TEXT.lastIndex = this.#tokens.lastIndex;
    const found = TEMPLATE_TEXT.exec(this.#text)?.[0] ?? "";
    this.#tokens.lastIndex += found.length;
    if (found.endsWith("{")) this.#templates++;
    return found;
  }

  #endMember(): void {
    if (this.#name !== undefined && this.#value !== undefined) {
      const { length = 0, isText = false } = this.#members.get(this.#name) ?? {};
      const own = this.#value.isText ? this.#value.length : NUMBER_LENGTH;
      this.#members.set(this.#name, {
        length: Math.max(length, own),
        isText: isText || this.#value.isText,
      });
    }
    this.#name = undefined;
    this.#value = undefined;
  }
}

function nameOf(token: string): string {
  return /^["']/.test(token) ? unescaped(token.slice(1, -1)) : token;
}
