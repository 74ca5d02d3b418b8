import type { StructuredToolInterface } from "@langchain/core/tools";

/** The same tool, shown to the model with another schema: its own still checks what it is called with. */
export function shownWith(
  made: StructuredToolInterface,
  schema: Record<string, unknown>,
): StructuredToolInterface {
  return Object.create(made, {
    schema: { value: schema, enumerable: true },
    invoke: { value: made.invoke.bind(made) },
  });
}
