import type { PromptNamespace } from "@toolweave/prompts";

const GLOBALS = ["search_tools", "__tool_namespaces", "console", "emit", "image", "recall"];

/** What may stand at the end of a line: namespaces, and after a namespace its tools. */
export function complete(line: string, namespaces: readonly PromptNamespace[]): [string[], string] {
  const [word = ""] = /[\w$.]*$/.exec(line) ?? [];
  const dot = word.lastIndexOf(".");
  const candidates =
    dot < 0
      ? [...namespaces.map(({ identifier }) => identifier), ...GLOBALS]
      : toolsOf(word.slice(0, dot), namespaces);
  return [candidates.filter((candidate) => candidate.startsWith(word)), word];
}

function toolsOf(owner: string, namespaces: readonly PromptNamespace[]): string[] {
  const namespace = namespaces.find(({ identifier }) => identifier === owner);
  return (namespace?.tools ?? []).map((tool) => `${owner}.${tool}`);
}
