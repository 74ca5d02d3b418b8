import { Command, Option } from "commander";
import type { SetExitCode } from "../command-line/exit-code.js";
import type { SearchFlags } from "../search/run-search.js";
import { parseCount, withClientOptions } from "./common-options.js";

const HELP = `
Examples:
  $ toolweave search "create an issue"
  $ toolweave search read file --server files --detail full --json
  $ toolweave search                   every tool`;

export function searchCommand(setExitCode: SetExitCode): Command {
  const detail = new Option("-d, --detail <level>", "how much each result says")
    .choices(["names", "descriptions", "full"])
    .default("descriptions");
  return withClientOptions(new Command("search"))
    .description("find tools by what they do")
    .argument("[query...]", "words to look for; nothing lists every tool")
    .addOption(detail)
    .option("-s, --server <name>", "only tools of this server")
    .option("-n, --limit <count>", "the most results (default: 10 with a query)", parseCount)
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (query: string[], flags: Omit<SearchFlags, "query">) => {
      const { runSearch } = await import("../search/run-search.js");
      setExitCode(await runSearch({ ...flags, query: query.join(" ") }));
    });
}
