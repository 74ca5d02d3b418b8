import { parsedOrText } from "../neutral-request.js";
import type { Endpoint } from "../wire/provider.js";
import type { Reply } from "../wire/reply.js";
import { checkOllamaShape } from "./chat-shape.js";
import { ollamaToNeutral } from "./chat-to-neutral.js";

const NANOSECONDS = 1_000_000;

/** `POST /api/chat`. */
export const chatEndpoint: Endpoint = {
  path: /^\/api\/chat$/,
  read(body) {
    const request = ollamaToNeutral(checkOllamaShape(body));
    return {
      request,
      answer(reply) {
        const events = linesOf(reply).map((line) => `${JSON.stringify(line)}\n`);
        if (request.isStreamed) return { contentType: "application/x-ndjson", events };
        return { body: wholeOf(reply) };
      },
    };
  },
};

function wholeOf(reply: Reply): object {
  const calls = callsOf(reply);
  const message = {
    role: "assistant",
    content: saidText(reply),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  return { ...line(reply, message), ...lastOf(reply) };
}

/** A stream's lines: pieces of text, then each call whole, then the counts. */
function linesOf(reply: Reply): object[] {
  const going = (more: object) => ({
    ...line(reply, { role: "assistant", content: "", ...more }),
    done: false,
  });
  return [
    ...reply.pieces(saidText(reply)).map((content) => going({ content })),
    ...callsOf(reply).map((call) => going({ tool_calls: [call] })),
    { ...line(reply, { role: "assistant", content: "" }), ...lastOf(reply) },
  ];
}

function line({ request: { model }, at }: Reply, message: object): object {
  return { model, created_at: new Date(at).toISOString(), message };
}

function lastOf({ usage, isCut, at }: Reply): object {
  const took = Math.max(1, Date.now() - at) * NANOSECONDS;
  return {
    done: true,
    done_reason: isCut ? "length" : "stop",
    total_duration: took,
    load_duration: 0,
    prompt_eval_count: usage.inputTokens,
    prompt_eval_duration: took,
    eval_count: usage.outputTokens,
    eval_duration: took,
  };
}

function callsOf({ toolCalls }: Reply): object[] {
  return toolCalls.flatMap(({ id, name, argsText }, index) => {
    const args = parsedOrText(argsText);
    return typeof args === "object" ? [{ id, function: { index, name, arguments: args } }] : [];
  });
}

/** Ollama knows no refusals, and what it cannot read as a call remains text. */
function saidText({ text, refusal = "", toolCalls }: Reply): string {
  const unreadable = toolCalls.filter(({ argsText }) => typeof parsedOrText(argsText) !== "object");
  const calls = unreadable.map(
    ({ name, argsText }) => `{"name": ${JSON.stringify(name)}, "arguments": ${argsText}}`,
  );
  return text + refusal + calls.join("");
}
