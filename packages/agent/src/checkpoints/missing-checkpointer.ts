/** True for what LangGraph throws where something is asked in a graph that cannot wait for the answer. */
export function isMissingCheckpointer(error: unknown): boolean {
  return (error as { lc_error_code?: unknown } | null)?.lc_error_code === "MISSING_CHECKPOINTER";
}
