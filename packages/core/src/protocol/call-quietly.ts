/** Calls an observer, whose own mistakes must not change what it observes. */
export function callQuietly<T>(observer: ((event: T) => unknown) | undefined, event: T): void {
  if (observer === undefined) return;
  try {
    const answer = observer(event);
    // Of an async observer nobody else would hear the rejection, and Node would end the process for it.
    if (isThenable(answer)) answer.then(undefined, () => {});
  } catch {
    // Nobody to tell.
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value
    ? typeof value.then === "function"
    : false;
}
