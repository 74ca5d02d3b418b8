import type { AgentMiddleware } from "langchain";

type Request = Parameters<NonNullable<AgentMiddleware["wrapModelCall"]>>[0];

/** The request with a text at the end of its system prompt. */
export function extendPrompt(request: Request, text: string): Request {
  if (text === "") return request;
  const { systemMessage } = request;
  const added = systemMessage.text === "" ? text : `\n\n${text}`;
  return { ...request, systemMessage: systemMessage.concat(added) };
}
