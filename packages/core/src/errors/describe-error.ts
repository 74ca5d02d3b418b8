import { permissionAdvice } from "./refused-permission.js";

/** The message of whatever was thrown: never throws itself, never empty. */
export function describeError(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return (thrown.message || thrown.name) + permissionAdvice(thrown);
    if (typeof thrown === "string") return thrown || "(empty string)";
    return String(thrown);
  } catch {
    return "(a value that cannot be printed)";
  }
}
