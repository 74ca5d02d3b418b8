/** What a piece of a query is that is rather a value than a word: an address, a path, a file. */
export interface TextEntity {
  /** Words for the kind of thing it is. */
  readonly kind: string;
  /** The host of an address, or the name of a file. */
  readonly text: string;
  readonly isHost: boolean;
}

const FILE_KINDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "text file": "txt log bib",
    "markdown file": "md",
    "csv file": "csv tsv",
    "excel spreadsheet file": "xlsx xls",
    "word document file": "docx doc",
    "powerpoint presentation file": "pptx ppt",
    "pdf file": "pdf",
    "image file": "png jpg jpeg gif webp bmp",
    "svg image file": "svg",
    "html file": "html htm",
    "json file": "json",
    "xml file": "xml",
    "yaml file": "yaml yml",
    "sql file": "sql",
    "python file": "py",
    "audio file": "mp3 wav",
    "video file": "mp4 mov",
    "zip file": "zip tar gz",
  }).flatMap(([kind, endings]) => endings.split(" ").map((ending) => [ending, kind])),
);

/** Longer than any word: encoded data. */
const MAX_PLAIN = 60;
/** Longer than any path: text of a language without blanks. */
const MAX_PATH = 1_000;

/** Tells a value by its form; `undefined` for ordinary words. `piece` has no blanks. */
export function findEntity(piece: string): TextEntity | undefined {
  if (piece.length <= MAX_PLAIN && !/[.:/\\@]/.test(piece)) return undefined;
  const address = /^(?:[a-z]+:\/\/|www\.)([^/?#]*)/i.exec(piece);
  if (address !== null) return webAddress(address[1] ?? "");
  if (piece.length > MAX_PLAIN && !/[^\x21-\x7e]/.test(piece)) return { ...NOTHING, kind: "" };
  if (/^[^@]+@[^@]+\.[^@]+$/.test(piece)) return { ...NOTHING, kind: "email address" };
  if (/^\d{1,3}(\.\d{1,3}){3}(:\d+|\/\d+)?$/.test(piece)) return { ...NOTHING, kind: "ip address" };
  const host = /^((?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|ai|app|gov|edu))(?:\/|$)/i.exec(piece);
  if (host !== null) return webAddress(host[1] ?? "");
  return piece.length > MAX_PATH ? undefined : filePath(piece);
}

const NOTHING = { text: "", isHost: false } as const;

function webAddress(host: string): TextEntity {
  const labels = host.replace(/^www\./i, "").split(".");
  const text = labels.slice(0, Math.max(1, labels.length - 1)).join(" ");
  return { kind: "url website", text, isHost: true };
}

function filePath(piece: string): TextEntity | undefined {
  const isPath = /^(?:[a-z]:[\\/]|~?\/|\.{1,2}\/).+/i.test(piece);
  const [, stem = "", ending = ""] = /([^/\\]*)\.([a-z0-9]{1,5})$/i.exec(piece) ?? [];
  const fileKind = FILE_KINDS.get(ending.toLowerCase());
  if (fileKind !== undefined) return { kind: fileKind, text: stem, isHost: false };
  if (!isPath) return undefined;
  return ending === "" ? { ...NOTHING, kind: "path directory" } : { ...NOTHING, kind: "file" };
}
