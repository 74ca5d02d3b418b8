import type { ContentBlock } from "@toolweave/core";

/** A content block that code emitted, for people to read: a text as it is, of anything else what it is. */
export function emittedBlock(block: ContentBlock): string {
  const { type, text, mimeType, data, uri, resource } = block as Record<string, unknown>;
  if (type === "text") return String(text);
  if (typeof data === "string") {
    const bytes = Math.floor((data.replace(/=+$/, "").length * 3) / 4);
    return `[${String(mimeType ?? type)}, ${bytes.toLocaleString("en")} bytes]`;
  }
  const place = uri ?? (resource as { uri?: unknown } | undefined)?.uri;
  return place === undefined ? `[${String(type)}]` : `[${String(type)} ${String(place)}]`;
}
