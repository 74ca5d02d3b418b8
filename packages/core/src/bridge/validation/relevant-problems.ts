import type { ErrorObject } from "ajv";
import { joinChoices } from "./join-choices.js";
import { partsOf } from "./schema-parts.js";

/**
 * Of all that is wrong, what is to be told. Of a union that nothing fits each branch complains: told are the
 * complaints of the one that was meant, as far as that can be seen, or of those that got further than the
 * union itself, or else the one complaint that nothing fits.
 */
export function relevantProblems(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  for (const error of errors) {
    if (isUnion(error)) for (const other of irrelevant(error, errors)) dropped.add(other);
    // What is wrong with a name is told beside.
    if (error.keyword === "if" || error.keyword === "propertyNames") dropped.add(error);
  }
  const told: readonly ErrorObject[] = errors.filter((error) => !dropped.has(error));
  return errors
    .filter(isUnion)
    .reduce((left, union) => joinChoices(left, complaints(union, errors)), told);
}

/** True for a union of which more than one branch fits, and only one may. */
export function fitsSeveral({ params }: ErrorObject): boolean {
  return Array.isArray(params["passingSchemas"]);
}

function isUnion({ keyword }: ErrorObject): boolean {
  return keyword === "anyOf" || keyword === "oneOf";
}

function irrelevant(union: ErrorObject, errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const branches = complaints(union, errors);
  const all = branches.flat();
  if (fitsSeveral(union)) return all;
  const meant = branches.filter((branch) => !branch.some((error) => isOther(error, union)));
  // A branch that is not heard of might be the one.
  const isClear = branches.every(({ length }) => length > 0);
  const [only, ...more] = meant;
  if (isClear && only !== undefined && more.length === 0) return [union, ...without(all, only)];
  const candidates = isClear && meant.length > 0 ? meant.flat() : all;
  const deeper = candidates.filter(({ instancePath }) => instancePath !== union.instancePath);
  return deeper.length > 0 ? [union, ...without(all, deeper)] : all;
}

/** Whether an error says that not this branch was meant: the value is of another type, or has another mark. */
function isOther(error: ErrorObject, union: ErrorObject): boolean {
  const { keyword, instancePath } = error;
  if (keyword === "type") return instancePath === union.instancePath;
  return (keyword === "const" || keyword === "enum") && isNear(error, union);
}

/** What each branch complains of. */
function complaints(union: ErrorObject, errors: readonly ErrorObject[]): ErrorObject[][] {
  const schemas: readonly unknown[] = Array.isArray(union.schema) ? union.schema : [];
  const within = errors.filter((error) => isWithin(union, error));
  const distances = schemas.map((schema, i) => {
    const parts = typeof schema === "object" && schema !== null ? partsOf(schema) : undefined;
    const path = `${union.schemaPath}/${i}/`;
    // The path of an error in a definition begins there.
    return within.map(({ parentSchema, schemaPath }) =>
      schemaPath.startsWith(path) ? 0 : (parts?.get(parentSchema) ?? Number.POSITIVE_INFINITY),
    );
  });
  return distances.map((own) =>
    within.filter((error, i) => {
      const distance = own[i] ?? Number.POSITIVE_INFINITY;
      if (!Number.isFinite(distance)) return false;
      // Where branches refer to each other, each has what the others say of deeper places.
      return !isNear(error, union) || distances.every((other) => (other[i] ?? 0) >= distance);
    }),
  );
}

/** Items of one array share the place in the schema, and differ in that of the value. */
function isWithin(union: ErrorObject, error: ErrorObject): boolean {
  return error !== union && `${error.instancePath}/`.startsWith(`${union.instancePath}/`);
}

/** True for what is wrong with the value itself or one of its properties. */
function isNear({ instancePath }: ErrorObject, union: ErrorObject): boolean {
  return !instancePath.slice(union.instancePath.length + 1).includes("/");
}

function without(
  errors: readonly ErrorObject[],
  kept: readonly ErrorObject[],
): readonly ErrorObject[] {
  return errors.filter((error) => !kept.includes(error));
}
