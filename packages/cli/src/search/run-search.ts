import type { SearchDetailLevel, ToolSearchResult } from "@toolweave/core";
import { ExitCode } from "../command-line/exit-code.js";
import { give, paint, print } from "../command-line/terminal.js";
import type { ClientFlags } from "../connect/client-options.js";
import { withClient } from "../connect/with-client.js";

/** Options of `toolweave search`. */
export interface SearchFlags extends ClientFlags {
  readonly query: string;
  readonly detail: SearchDetailLevel;
  readonly server?: string | undefined;
  readonly limit?: number | undefined;
  readonly json?: boolean | undefined;
}

/** Finds tools, and prints them for people or as JSON. */
export function runSearch(flags: SearchFlags): Promise<number> {
  return withClient(flags, async ({ client, news }) => {
    const { query, detail: detail_level, server, limit, json } = flags;
    const found = await client.searchTools({ query, detail_level, server, limit });
    news.tell();
    if (json === true) await give(JSON.stringify(found, null, 2));
    else if (found.results.length > 0) await give(found.results.map(describe).join("\n"));
    const { suggestions = [], notes = [], result_count } = found.meta;
    if (found.results.length === 0) {
      const hint = suggestions.length > 0 ? ` Try: ${suggestions.join(", ")}` : "";
      const hasServers = client.getServerNames().length > 0;
      print(
        hasServers
          ? `No tool matches.${hint}`
          : "No servers are configured: add some to mcpServers.",
      );
    } else if (result_count > found.results.length && json !== true) {
      print(paint("dim", `${found.results.length} of ${result_count}; --limit shows more`));
    }
    for (const note of notes) print(paint("dim", note));
    return ExitCode.ok;
  });
}

function describe({ name, call, signature, description, input_schema }: ToolSearchResult): string {
  const lines = [paint("cyan", call ?? name, process.stdout)];
  if (signature !== undefined) lines.push(indent(signature));
  else if (description !== undefined) lines.push(indent(description));
  if (input_schema !== undefined && signature === undefined) {
    lines.push(indent(JSON.stringify(input_schema)));
  }
  return lines.join("\n");
}

function indent(text: string): string {
  return text.replace(/^/gm, "  ");
}
