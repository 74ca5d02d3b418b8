import type { NeutralImage } from "../neutral-request.js";

const DATA_URL = /^data:([^;,]+);base64,(.*)$/s;

/** The image that a URL holds, or leads to. */
export function imageAt(url: string): NeutralImage {
  const [, mediaType, data] = DATA_URL.exec(url) ?? [];
  return mediaType === undefined || data === undefined ? { url } : { mediaType, data };
}
