import { ToolweaveError } from "@toolweave/core/node";

/** An error of the library, which knows of no file, with the configuration that it is about. */
export function ofFile(file: string, error: unknown): unknown {
  if (!ToolweaveError.isInstance(error)) return error;
  const { code, message, details } = error;
  return new ToolweaveError(code, `${file}: ${message}`, { details: { ...details, path: file } });
}
