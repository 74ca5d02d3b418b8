import type { ToolInfo } from "@toolweave/core";

/** A tool as the catalog holds it. */
export function toolOf(
  inputSchema: unknown,
  {
    name = "tool",
    ...rest
  }: Partial<Record<"name" | "description" | "outputSchema", unknown>> = {},
): ToolInfo {
  // What a server sends need not be what it should be.
  return { name, identifier: name, inputSchema, ...rest } as ToolInfo;
}

/** The input schema of a tool with one required property. */
export function withProperty(schema: unknown, name = "x"): object {
  return { type: "object", properties: { [name]: schema }, required: [name] };
}
