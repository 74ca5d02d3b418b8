import type { ErrorObject } from "ajv";

/**
 * Has what the branches of a union want at one place be one complaint: a mark that none of them has would
 * have to be this, and that, and another.
 */
export function joinChoices(
  errors: readonly ErrorObject[],
  branches: readonly (readonly ErrorObject[])[],
): readonly ErrorObject[] {
  const byPlace = new Map<string, ErrorObject[]>();
  for (const error of new Set(branches.flat())) {
    if (!isChoice(error) || !errors.includes(error)) continue;
    const known = byPlace.get(error.instancePath);
    if (known === undefined) byPlace.set(error.instancePath, [error]);
    else known.push(error);
  }
  return errors.flatMap((error) => {
    const choices = byPlace.get(error.instancePath) ?? [];
    if (choices.length < 2 || !choices.includes(error)) return [error];
    return choices[0] === error ? [joined(error, choices)] : [];
  });
}

function isChoice({ keyword, propertyName }: ErrorObject): boolean {
  return (keyword === "const" || keyword === "enum") && propertyName === undefined;
}

function joined(first: ErrorObject, choices: readonly ErrorObject[]): ErrorObject {
  const values = choices.flatMap(
    ({ params }) => params["allowedValues"] ?? [params["allowedValue"]],
  );
  const distinct = new Map(values.map((value) => [JSON.stringify(value), value]));
  return { ...first, keyword: "enum", params: { allowedValues: [...distinct.values()] } };
}
