/** The message of whatever was thrown: never throws itself, never empty. */
export function describeError(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return thrown.message || thrown.name;
    if (typeof thrown === "string") return thrown || "(empty string)";
    return String(thrown);
  } catch {
    return "(a value that cannot be printed)";
  }
}
