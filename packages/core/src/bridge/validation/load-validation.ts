type Validation = typeof import("./schema-validator.js") & typeof import("./explain-problems.js");

let loaded: Validation | undefined;

/**
 * The check of values against schemas, loaded when it is first needed: a client that makes no calls need
 * not pay for a schema compiler. It is at hand from then on, for an `import()` each time costs more than
 * the check.
 */
export function loadValidation(): Validation | Promise<Validation> {
  return loaded ?? load();
}

async function load(): Promise<Validation> {
  const modules = await Promise.all([
    import("./schema-validator.js"),
    import("./explain-problems.js"),
  ]);
  loaded = Object.assign({}, ...modules) as Validation;
  return loaded;
}
