import assert from "node:assert/strict";
import type { ErrorCode, ExecutionErrorDetails, ExecutionResult } from "@toolweave/core";

/** The result of an execution that is to succeed. */
export function resultOf({ result, error }: ExecutionResult): unknown {
  assert.equal(error, null, `the execution failed: ${error}`);
  return result;
}

/** How an execution is to fail. */
export interface ExpectedFailure {
  readonly code: ErrorCode;
  /** The error's class in the guest. */
  readonly name?: string;
  /** Texts that the message has in it. */
  readonly says?: readonly string[];
  /** Where in `source` the error is: the line, and a part of it in which the column lies. */
  readonly at?: { readonly source: string; readonly line: number; readonly within: string };
}

/** The parts of the error of an execution that is to fail. */
export function failureOf(
  { result, error, error_details: details }: ExecutionResult,
  { code, name, says = [], at }: ExpectedFailure,
): ExecutionErrorDetails {
  assert.equal(typeof error, "string", `the execution did not fail, and returned ${show(result)}`);
  assert.ok(details, "error_details is missing");
  assert.equal(details.code, code, `error_details.code, with the error: ${error}`);
  assert.equal(result, null, "the result of an execution that failed");
  if (name !== undefined) assert.equal(details.name, name);
  for (const text of [...says, details.message]) includes(error as string, text);
  for (const text of says) includes(details.message, text);
  if (at !== undefined) expectPlace(details, error as string, at);
  return details;
}

function expectPlace(
  { line, column, frame }: ExecutionErrorDetails,
  error: string,
  at: Required<ExpectedFailure>["at"],
): void {
  assert.equal(line, at.line, `the line of: ${error}`);
  const text = at.source.split("\n")[at.line - 1] ?? "";
  const first = text.indexOf(at.within) + 1;
  const last = first + at.within.length;
  assert.ok(
    column !== undefined && column >= first && column <= last,
    `column ${column} is not within ${first} to ${last}, where line ${line} has "${at.within}"`,
  );
  includes(error, `line ${line}`);
  includes(frame ?? "", `> ${line} | ${text.replace(/\r$/, "").replaceAll("\t", " ")}`);
  includes(error, frame ?? "");
}

/** Asserts that a text has another one in it. */
export function includes(text: string, part: string): void {
  assert.ok(text.includes(part), `${show(part)} is not in ${show(text)}`);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
