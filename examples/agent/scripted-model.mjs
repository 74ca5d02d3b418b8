/** A chat model that is none: it plays a recorded conversation, so that all the rest can be seen at work. */
import { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { AIMessage, AIMessageChunk, HumanMessage, ToolMessage } from "@langchain/core/messages";
import { ChatGenerationChunk } from "@langchain/core/outputs";
import { convertToOpenAITool } from "@langchain/core/utils/function_calling";
import { countTokens } from "gpt-tokenizer";

/**
 * @typedef {{ name: string, args: Record<string, unknown> }} Call
 *
 * What the model does: it yields calls of tools, is given their answers, and returns its answer. Of the
 * tools it knows what a model would: the texts.
 *
 * @typedef {(task: string) => Generator<Call[], string, string[]>} Recording
 */

const PIECE = 16;

export class ScriptedModel extends BaseChatModel {
  /** Tokens of the definitions of tools, of all requests together. */
  definitionTokens = 0;
  /** Tokens of the answers of tools, of all requests together. */
  intermediateTokens = 0;
  #recording;
  #latencyMs;
  /** @type {ReturnType<Recording> | undefined} */
  #conversation;

  /** @param {{ recording: Recording, latencyMs?: number }} options */
  constructor({ recording, latencyMs = 0 }) {
    super({});
    this.#recording = recording;
    this.#latencyMs = latencyMs;
  }

  /** @override */
  _llmType() {
    return "scripted";
  }

  /**
   * @override
   * @type {NonNullable<BaseChatModel["bindTools"]>}
   */
  bindTools(tools, kwargs) {
    const definitions = tools.map((tool) => convertToOpenAITool(/** @type {any} */ (tool)));
    return this.withConfig(/** @type {any} */ ({ ...kwargs, tools: definitions }));
  }

  /**
   * @override
   * @type {BaseChatModel["_generate"]}
   */
  async _generate(messages, options) {
    const message = await this.#next(messages, options);
    return { generations: [{ text: message.text, message }] };
  }

  /**
   * @override
   * @type {BaseChatModel["_streamResponseChunks"]}
   */
  async *_streamResponseChunks(messages, options, runManager) {
    const { text, tool_calls = [], usage_metadata } = await this.#next(messages, options);
    const pieces = [
      ...inPieces(text).map((content) => ({ content })),
      ...tool_calls.flatMap(({ id, name, args }, index) =>
        inPieces(JSON.stringify(args)).map((piece, place) => ({
          content: "",
          tool_call_chunks: [
            {
              index,
              args: piece,
              type: /** @type {const} */ ("tool_call_chunk"),
              ...(place === 0 && { id, name }),
            },
          ],
        })),
      ),
      { content: "", usage_metadata },
    ];
    for (const piece of pieces) {
      const message = new AIMessageChunk(/** @type {any} */ (piece));
      const chunk = new ChatGenerationChunk({ text: message.text, message });
      yield chunk;
      await runManager?.handleLLMNewToken(chunk.text, undefined, undefined, undefined, undefined, {
        chunk,
      });
    }
  }

  /**
   * @param {import("@langchain/core/messages").BaseMessage[]} messages
   * @param {{ tools?: unknown[], signal?: AbortSignal }} options
   */
  async #next(messages, { tools = [], signal }) {
    if (this.#latencyMs > 0) await pause(this.#latencyMs, signal);
    const definitions = tokensOf(tools);
    const answers = messages.filter((message) => ToolMessage.isInstance(message));
    this.definitionTokens += definitions;
    this.intermediateTokens += tokensOf(answers.map(({ text }) => text));
    const turn = this.#turn(messages);
    const tool_calls = (turn.calls ?? []).map((call, i) => ({
      ...call,
      id: `call_${messages.length}_${i}`,
      type: /** @type {const} */ ("tool_call"),
    }));
    const input = definitions + tokensOf(messages.map(contentOf));
    const output = countTokens(turn.text) + tokensOf(turn.calls ?? []);
    const usage_metadata = {
      input_tokens: input,
      output_tokens: output,
      total_tokens: input + output,
    };
    return new AIMessage(/** @type {any} */ ({ content: turn.text, tool_calls, usage_metadata }));
  }

  /** @param {import("@langchain/core/messages").BaseMessage[]} messages */
  #turn(messages) {
    const last = messages.at(-1);
    if (this.#conversation === undefined || HumanMessage.isInstance(last)) {
      this.#conversation = this.#recording(last?.text ?? "");
    }
    const asked = messages.findLastIndex((message) => AIMessage.isInstance(message));
    const answers = messages.slice(asked + 1).filter((message) => ToolMessage.isInstance(message));
    const { done, value } = this.#conversation.next(answers.map(({ text }) => text));
    return done ? { text: value } : { text: "", calls: value };
  }
}

/** What a request carries of a message: its text and its calls. */
function contentOf(/** @type {import("@langchain/core/messages").BaseMessage} */ message) {
  const calls = AIMessage.isInstance(message) ? (message.tool_calls ?? []) : [];
  return [message.text, ...calls.map(({ name, args }) => ({ name, args }))];
}

/** @param {unknown} value */
function tokensOf(value) {
  return countTokens(typeof value === "string" ? value : JSON.stringify(value));
}

/** @param {string} text */
function inPieces(text) {
  return text.match(new RegExp(`[\\s\\S]{1,${PIECE}}`, "g")) ?? [];
}

/**
 * @param {number} ms
 * @param {AbortSignal | undefined} signal
 */
function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
