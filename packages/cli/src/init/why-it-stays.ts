import { describeError, parseClientConfig } from "@toolweave/core/node";
import { isObject } from "../config/is-object.js";

/** What editors fill in: of the folder, the file and the machine that they have before them. */
const OF_EDITORS =
  /\$\{(workspace[A-Z]\w*|userHome|(?:file|relativeFile)(?:[A-Z]\w*)?|pathSeparator|\/|cwd|execPath|lineNumber|columnNumber|selectedText|(?:workspaceFolder|config|command):[^}]*)\}/;

/** The content of a file, which Windsurf fills in. */
const OF_FILES = /\$\{file:[^}-][^}]*\}/;

/** An address whose beginning is no variable's. */
const ADDRESS = /^(?!\$\{)[a-z][a-z\d+.-]*:/i;

/** Why a server has to stay with its client; `undefined` if it need not. */
export function whyItStays(name: string, entry: unknown): string | undefined {
  if (name === "__proto__") return "no server can have that name, which JavaScript has for itself";
  const text = JSON.stringify(entry);
  if (/\$\{input:/.test(text)) return "it asks its user for input";
  const [variable] = OF_EDITORS.exec(text) ?? OF_FILES.exec(text) ?? [];
  if (variable !== undefined) return `only its client knows what ${variable} stands for`;
  if (isObject(entry) && entry["envFile"] !== undefined) return "only its client reads its envFile";
  const url: unknown = isObject(entry) ? entry["url"] : undefined;
  if (typeof url === "string" && ADDRESS.test(url) && !/^https?:/i.test(url)) {
    return "toolweave reaches servers by http:// and https:// alone";
  }
  try {
    parseClientConfig({ mcpServers: { [name]: entry } }, { isFile: true });
    return undefined;
  } catch (error) {
    return describeError(error);
  }
}
