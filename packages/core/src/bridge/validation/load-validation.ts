/** The check of values against schemas. */
export type Validation = typeof import("./schema-validator.js") &
  typeof import("./explain-problems.js");

/** Milliseconds. Code that runs before they are over need not wait for this as well. */
const SOON_MS = 20;

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

/**
 * Loads it while servers and a sandbox are waited for, so that the first calls need not wait for it, all of them
 * at once. What it returns is to be called when they can be made: then it is too late.
 */
export function loadValidationSoon(): () => void {
  if (loading !== undefined) return () => {};
  const timer = setTimeout(() => {
    // A failure is told to who needs it.
    load().catch(() => {});
  }, SOON_MS);
  // Who only searches may be done before.
  (timer as { unref?: () => void }).unref?.();
  return () => clearTimeout(timer);
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
