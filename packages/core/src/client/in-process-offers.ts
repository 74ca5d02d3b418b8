import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  GetPromptRequestSchema,
  type GetPromptResult,
  type Prompt as ListedPrompt,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ReadResourceRequestSchema,
  type ReadResourceResult,
} from "@modelcontextprotocol/sdk/types.js";
import type {
  Prompt,
  PromptResult,
  Resource,
  ResourceContents,
  ResourceTemplate,
} from "../contract/server-offers.js";
import { refusing } from "./refusing.js";
import { resultProblem } from "./result-problem.js";

/** What a function of a server's is told of the request. */
export interface InProcessContext {
  /** Aborts when the caller cancels. */
  readonly signal: AbortSignal;
}

/** The resources of an in-process server. */
export interface InProcessResources {
  readonly list: readonly Resource[];
  readonly templates?: readonly ResourceTemplate[] | undefined;
  /** Reads a resource, listed or of a template. What it throws becomes the answer's error. */
  read(
    uri: string,
    context: InProcessContext,
  ): readonly ResourceContents[] | Promise<readonly ResourceContents[]>;
}

/** The prompts of an in-process server. */
export interface InProcessPrompts {
  readonly list: readonly Prompt[];
  /** Fills in a prompt. What it throws becomes the answer's error. */
  get(
    name: string,
    args: Readonly<Record<string, string>>,
    context: InProcessContext,
  ): PromptResult | Promise<PromptResult>;
}

/** What an in-process server has beside tools. */
export interface InProcessOffers {
  readonly resources?: InProcessResources | undefined;
  readonly prompts?: InProcessPrompts | undefined;
}

/** Answers the requests for what is offered. */
export function installOffers(server: Server, { resources, prompts }: InProcessOffers): void {
  if (resources !== undefined) {
    const { list, templates = [] } = resources;
    server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: [...list] }));
    server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
      resourceTemplates: [...templates],
    }));
    server.setRequestHandler(ReadResourceRequestSchema, async ({ params }, { signal }) => {
      const contents: unknown = await refusing(() => resources.read(params.uri, { signal }));
      // A text can be spread as well, into its characters.
      if (!Array.isArray(contents)) {
        throw new Error(
          `"${params.uri}" was answered with no parts: read must give [{ uri, text }]`,
        );
      }
      return { contents: [...contents] } as ReadResourceResult;
    });
  }
  if (prompts !== undefined) {
    server.setRequestHandler(ListPromptsRequestSchema, () => ({
      prompts: prompts.list as unknown as ListedPrompt[],
    }));
    server.setRequestHandler(GetPromptRequestSchema, async ({ params }, { signal }) => {
      const { name, arguments: args = {} } = params;
      const result = await refusing(() => prompts.get(name, args, { signal }));
      if (!Array.isArray(result?.messages)) {
        throw new Error(
          `The prompt "${params.name}" was answered with no messages: get must give { messages: […] }`,
        );
      }
      const problem = resultProblem(result);
      if (problem !== undefined) {
        throw new Error(`The prompt "${params.name}" was answered with no result${problem}`);
      }
      return result as unknown as GetPromptResult;
    });
  }
}
