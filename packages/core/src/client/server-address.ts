import { ToolweaveError } from "../errors/toolweave-error.js";
import { addressWithoutCredentials } from "./without-credentials.js";

/** The address of a server over HTTP. @throws ToolweaveError `CONFIG_INVALID`, without what is secret in the text. */
export function requireUrl(server: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  const place = `mcpServers.${server}.url`;
  const shown = JSON.stringify(addressWithoutCredentials(text));
  const message = `${place} must be a URL that begins with http:// or https://, not ${shown}`;
  throw new ToolweaveError("CONFIG_INVALID", message, { details: { place } });
}

/**
 * The engine's own message would show the value, which may be a secret.
 *
 * @throws ToolweaveError `CONFIG_INVALID` for what cannot be sent.
 */
export function requireHeaders(server: string, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      new Headers([[name, value]]);
    } catch {
      const place = `mcpServers.${server}.headers.${name}`;
      const message = `${place} cannot be sent: its name or its value has characters that HTTP does not allow`;
      throw new ToolweaveError("CONFIG_INVALID", message, { details: { place } });
    }
  }
}
