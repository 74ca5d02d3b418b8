/**
 * A text without what addresses in it may keep secret: code and its model read why a server failed, and what
 * stands before the @ or after the ? of an address is not for them.
 */
export function withoutCredentials(text: string): string {
  return text.replace(/\/\/[^/\s@]*@/g, "//…@").replace(/(:\/\/[^\s?"'<>]*\?)[^\s"'<>]+/g, "$1…");
}

/** The same for a text that should have been an address, wherever its parts may be. */
export function addressWithoutCredentials(text: string): string {
  return text.replace(/\/\/.*@/s, "//…@").replace(/(?<=[?#]).+/s, "…");
}
