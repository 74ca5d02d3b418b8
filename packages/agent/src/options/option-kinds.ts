import type { MCPClient } from "@toolweave/core";
import type { MCPAgentOptions, RunOptions } from "../agent-options.js";
import type { PrettyOptions } from "../terminal/pretty-text.js";
import type { AnswerSchema } from "../tools/answer-schema.js";
import type { Kind, Kinds } from "./check-options.js";

/** For what is checked elsewhere, in more detail. */
const ANYTHING: Kind = { takes: "given", fits: () => true };
export const TEXT: Kind = { takes: "a string", fits: (value) => typeof value === "string" };
const YES_OR_NO: Kind = { takes: "true or false", fits: (value) => typeof value === "boolean" };
const THREAD: Kind = {
  takes: "a string that is not empty",
  fits: (value) => typeof value === "string" && value !== "",
};
export const CLIENT: Kind = { takes: "an MCPClient", fits: isClient };
const CALLBACKS = listOf("callback handlers");

const COUNT: Kind = {
  takes: "a whole number above 0",
  fits: (value) => Number.isInteger(value) && (value as number) > 0,
};

export const AGENT_OPTIONS: Kinds<MCPAgentOptions> = {
  llm: ANYTHING,
  client: CLIENT,
  mcpServers: ANYTHING,
  codeMode: ANYTHING,
  systemPrompt: TEXT,
  additionalInstructions: TEXT,
  maxSteps: COUNT,
  memory: {
    takes: "true, false or a checkpointer of LangGraph's",
    fits: (value) => typeof value === "boolean" || has(value, "getTuple", "put"),
  },
  threadId: THREAD,
  additionalTools: listOf("LangChain tools"),
  exposeInCode: {
    takes: "true, false or the name of a namespace",
    fits: (value) => typeof value === "boolean" || (typeof value === "string" && value !== ""),
  },
  middleware: listOf("middleware of LangChain's"),
  callbacks: CALLBACKS,
};

export const RUN_OPTIONS: Kinds<RunOptions> = {
  signal: { takes: "an AbortSignal", fits: (value) => has(value, "addEventListener") },
  threadId: THREAD,
  callbacks: CALLBACKS,
};

export const ANSWER_OPTIONS: Kinds<RunOptions & { schema?: AnswerSchema }> = {
  ...RUN_OPTIONS,
  schema: {
    takes:
      "a schema of Zod's or of another library that follows Standard Schema (z.fromJSONSchema makes one " +
      "of a JSON Schema)",
    fits: (value) => has((value as Partial<AnswerSchema> | null)?.["~standard"], "validate"),
  },
};

export const PRETTY_OPTIONS: Kinds<RunOptions & PrettyOptions> = {
  ...RUN_OPTIONS,
  color: YES_OR_NO,
};

/** By what it can do: there may be several copies of core. */
export function isClient(value: unknown): value is MCPClient {
  return has(value, "createAllSessions", "addServer");
}

function listOf(what: string): Kind {
  const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
  const fits = (value: unknown): boolean => Array.isArray(value) && value.every(isObject);
  return { takes: `an array of ${what}`, fits };
}

function has(value: unknown, ...methods: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  return methods.every((name) => typeof (value as Record<string, unknown>)[name] === "function");
}
