/** Resolves when a condition holds; rejects if that takes more than thirty seconds. */
export async function eventually(holds: () => boolean): Promise<void> {
  const end = Date.now() + 30_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error("It did not come to hold within thirty seconds");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
