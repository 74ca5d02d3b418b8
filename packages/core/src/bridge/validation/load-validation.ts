/** The check of values against schemas. */
export type Validation = typeof import("./schema-validator.js") &
  typeof import("./explain-problems.js");

/** Who waits for less need not wait for this as well. */
const WHILE_MS = 20;

let loaded: Validation | undefined;
let loading: Promise<Validation> | undefined;

/**
 * The check of values against schemas, loaded when it is first needed: a client that makes no calls need
 * not pay for a schema compiler. It is at hand from then on, for an `import()` each time costs more than
 * the check.
 */
export function loadValidation(): Validation | Promise<Validation> {
  return loaded ?? load();
}

/** Loads it while something else is waited for, so that the first call does not wait for it. */
export function loadValidationDuring(waiting: Promise<unknown>): void {
  if (loading !== undefined) return;
  const timer = setTimeout(() => {
    // A failure is told to who needs it.
    load().catch(() => {});
  }, WHILE_MS);
  const stop = (): void => clearTimeout(timer);
  waiting.then(stop, stop);
}

function load(): Promise<Validation> {
  loading ??= importAll().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function importAll(): Promise<Validation> {
  const modules = await Promise.all([
    import("./schema-validator.js"),
    import("./explain-problems.js"),
  ]);
  loaded = Object.assign({}, ...modules) as Validation;
  return loaded;
}
