import { listOf } from "./json-values.js";
import { firstSentence, plainLines, plainText, withoutExamples } from "./plain-text.js";
import { saysNothingNew } from "./says-nothing-new.js";
import type { PropertyDoc, SchemaDoc } from "./schema-doc.js";
import { defaultOf, factsOf, shortJson } from "./schema-facts.js";
import { kindsOf } from "./schema-kinds.js";

/**
 * How much comments say. "facts": what the type cannot say, such as a format or a default. "short": that
 * and the first sentence of each description, unless the name says it already. "full": all.
 */
export type DocLevel = "facts" | "short" | "full";

const NUMBERS = /\d+(?:\.\d+)?/g;
const DEFAULT = /default|défaut|defecto|padrão|默认|預設|默認|既定|デフォルト|기본/i;
const MAX_SHORT = 100;
const MAX_FULL = 600;

/** The lines of a property's comment; none where there is nothing to say. */
export function docLines(
  doc: PropertyDoc | undefined,
  level: DocLevel,
  names: readonly string[],
): string[] {
  if (doc === undefined) return [];
  const facts = factsOf(doc);
  const { own } = doc;
  if (level === "facts") return withFacts([], facts);
  const description = own["description"];
  if (typeof description !== "string" || description === "") {
    const example = exampleOf(own);
    return withFacts([], example === undefined ? facts : [...facts, `e.g. ${example}`]);
  }
  if (level === "full") {
    return withFacts(plainLines(description, MAX_FULL), [...wholeNumber(own), ...facts]);
  }
  const { text: plain, example } = withoutExamples(description.slice(0, 5 * MAX_SHORT));
  const text = firstSentence(plain, MAX_SHORT);
  const shown = example === undefined || isNumber(own) ? [] : [`e.g. ${example}`];
  const untold = facts.filter((fact) => !isMentioned(fact, own, description.slice(0, 1_000)));
  return withFacts(saysNothingNew(text, names) ? [] : [text], [...shown, ...untold]);
}

function withFacts(lines: readonly string[], facts: readonly string[]): string[] {
  if (facts.length === 0) return [...lines];
  const told = plainText(facts.join(", "));
  const [line] = lines;
  return line !== undefined && lines.length === 1 ? [`${line} (${told})`] : [...lines, told];
}

function wholeNumber(doc: SchemaDoc): string[] {
  return doc["type"] === "integer" ? ["integer"] : [];
}

function isNumber(doc: SchemaDoc): boolean {
  return kindsOf(doc).some((kind) => typeof kind === "object" && kind.text === "number");
}

function exampleOf(doc: SchemaDoc): string | undefined {
  const [example = doc["example"]] = listOf(doc["examples"]);
  return example === undefined || example === null ? undefined : shortJson(example);
}

/** Descriptions often tell limits and the default in words, of whatever language. */
function isMentioned(fact: string, doc: SchemaDoc, description: string): boolean {
  if (fact === defaultOf(doc)) {
    const value = String(doc["default"]).toLowerCase();
    return DEFAULT.test(description) && description.toLowerCase().includes(value);
  }
  const numbers = fact.match(NUMBERS) ?? [];
  const told: readonly string[] = description.match(NUMBERS) ?? [];
  return numbers.length > 0 && numbers.every((number) => told.includes(number));
}
