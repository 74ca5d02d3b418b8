import { stemWord } from "./stem-word.js";

/** Words that tools and requests use for the same thing, of software and of everyday life. */
const GROUPS: readonly string[] = [
  // What is done
  "create add new make generate",
  "delete remove erase drop",
  "get fetch retrieve read obtain",
  "list show display enumerate",
  "search find lookup query discover",
  "update edit modify change",
  "send post deliver",
  "start launch run execute begin",
  "stop end terminate kill cancel",
  "write save store",
  "calculate compute",
  "convert transform",
  "check verify validate",
  "analyze analysis examine",
  "compare comparison difference diff",
  "buy purchase",
  "recommend suggest",
  "predict forecast",
  "install setup deploy",
  "summarize summary",
  "scrape crawl extract",
  "navigate goto visit browse",
  // What it is done to
  "image picture photo",
  "video movie film",
  "file document",
  "directory folder",
  "website webpage web site url page",
  "repository repo",
  "database db sql",
  "email mail message",
  "issue ticket bug",
  "stock share equity ticker",
  "price cost",
  "article paper publication",
  "presentation ppt pptx powerpoint slide",
  "spreadsheet excel xlsx sheet workbook",
  "word docx",
  "cryptocurrency crypto bitcoin btc",
  "ethereum eth",
  "weather forecast",
  "map route direction navigation",
  "location place address coordinate",
  "current latest recent now today",
  "terminal shell command bash",
  "javascript js",
  "typescript ts",
  "python py",
  "markdown md",
  "kubernetes k8s",
  "config configuration setting",
  "auth authentication login",
  "chart graph plot diagram",
  "meeting event appointment calendar",
  "documentation doc",
  "information info detail",
  "car vehicle",
  "hotel accommodation lodging",
  "train railway",
  "flight airline",
  "customer client",
  "employee staff",
  "medicine medication drug",
  "disease illness",
];

/** By a word's stem, the stems of its synonyms. */
export const SYNONYMS: ReadonlyMap<string, readonly string[]> = readGroups();

function readGroups(): Map<string, string[]> {
  const synonyms = new Map<string, string[]>();
  for (const group of GROUPS) {
    const stems = [...new Set(group.split(" ").map(stemWord))];
    for (const stem of stems) {
      const known = synonyms.get(stem) ?? [];
      known.push(...stems.filter((other) => other !== stem && !known.includes(other)));
      synonyms.set(stem, known);
    }
  }
  return synonyms;
}
