import type { ServerMethod } from "../contract/server-method.js";
import type {
  Prompt,
  PromptResult,
  Resource,
  ResourceContents,
  ResourceTemplate,
} from "../contract/server-offers.js";
import type { CallToolOptions } from "../contract/tool.js";
import { ToolweaveError } from "../errors/toolweave-error.js";
import { listPages } from "./list-pages.js";

/** What is needed of the session. */
export interface RequestChannel {
  readonly serverName: string;
  /** Whether the server said that it has such things. */
  offers(what: "resources" | "prompts"): boolean;
  /** One answer, as the server sent it. */
  request(
    method: ServerMethod,
    params: Readonly<Record<string, unknown>>,
    options: CallToolOptions,
  ): Promise<Readonly<Record<string, unknown>>>;
  warn(warning: string): void;
}

/** A server's resources and prompts, as it sends them. */
export class ResourcesAndPrompts {
  readonly #channel: RequestChannel;

  constructor(channel: RequestChannel) {
    this.#channel = channel;
  }

  listResources(options: CallToolOptions): Promise<Resource[]> {
    return this.#list("resources/list", "resources", options);
  }

  listResourceTemplates(options: CallToolOptions): Promise<ResourceTemplate[]> {
    return this.#list("resources/templates/list", "resourceTemplates", options);
  }

  async readResource(uri: string, options: CallToolOptions): Promise<ResourceContents[]> {
    const { contents } = await this.#request("resources/read", { uri }, options);
    if (!Array.isArray(contents)) throw this.#noArray("resources/read", "contents");
    return contents as ResourceContents[];
  }

  listPrompts(options: CallToolOptions): Promise<Prompt[]> {
    return this.#list("prompts/list", "prompts", options);
  }

  async getPrompt(
    name: string,
    args: Readonly<Record<string, string>>,
    options: CallToolOptions,
  ): Promise<PromptResult> {
    const params = { name, arguments: { ...args } };
    const result = await this.#request("prompts/get", params, options);
    if (!Array.isArray(result["messages"])) throw this.#noArray("prompts/get", "messages");
    return result as unknown as PromptResult;
  }

  async #list<T>(method: ServerMethod, key: string, options: CallToolOptions): Promise<T[]> {
    const items = await listPages(key, {
      page: (cursor) => this.#request(method, cursor === undefined ? {} : { cursor }, options),
      warn: (warning) => this.#channel.warn(warning),
    }).catch((error: unknown) => {
      throw ToolweaveError.isInstance(error) ? error : this.#noArray(method, key);
    });
    return items as T[];
  }

  async #request(
    method: ServerMethod,
    params: Readonly<Record<string, unknown>>,
    options: CallToolOptions,
  ): Promise<Readonly<Record<string, unknown>>> {
    const { serverName } = this.#channel;
    const what = method.startsWith("prompts") ? "prompts" : "resources";
    if (this.#channel.offers(what)) return this.#channel.request(method, params, options);
    const message = `The server "${serverName}" offers no ${what}`;
    throw new ToolweaveError("CAPABILITY_MISSING", message, { details: { server: serverName } });
  }

  #noArray(method: ServerMethod, key: string): ToolweaveError {
    const { serverName } = this.#channel;
    const message = `The server "${serverName}" answered ${method} without an array of ${key}`;
    return new ToolweaveError("TOOL_FAILED", message, { details: { server: serverName } });
  }
}
