import { type McpError, ErrorCode as McpErrorCode } from "@modelcontextprotocol/sdk/types.js";

/** A server has no use for more at a time; what is longer is nothing that a person could open. */
const MOST_PAGES = 3;
const LONGEST_PAGE = 2_048;

/** What a server says by the error with which it answered. Servers leave out its words, or have the most of it in its data. */
export function errorWords({ message, code, data }: McpError): string {
  const words = message.replace(/^MCP error -?\d+: ?/, "");
  const pages = code === McpErrorCode.UrlElicitationRequired ? pagesOf(data) : [];
  const isSilent = words.trim() === "";
  const said = isSilent ? `the server answered with the error ${code} and no message` : words;
  if (pages.length === 0) return said;
  return `${said.replace(/\.$/, "")}. Before it is called again, its user has to open ${pages.join(" and ")}`;
}

/** Where the server wants its user to go, such as to log in. */
function pagesOf(data: unknown): string[] {
  const { elicitations } = (data ?? {}) as { readonly elicitations?: unknown };
  const asked: readonly unknown[] = Array.isArray(elicitations) ? elicitations : [];
  const urls = asked.map((each) => (each as { readonly url?: unknown } | null)?.url);
  return urls.filter(isPage).slice(0, MOST_PAGES);
}

function isPage(url: unknown): url is string {
  return typeof url === "string" && url.length <= LONGEST_PAGE && /^https?:\/\/\S+$/.test(url);
}
