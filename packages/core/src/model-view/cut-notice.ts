/** A part of the answer that was cut, and the handle under which it is kept whole, if it is. */
export interface CutPart {
  readonly name: string;
  readonly handle: string | undefined;
}

/** Tells a model what the sign means and how it gets at the rest. */
export function cutNotice(sign: string, parts: readonly CutPart[]): string {
  const kept = parts.filter(({ handle }) => handle !== undefined);
  const lost = parts.filter(({ handle }) => handle === undefined);
  const sentences = [`${sign} marks what was left out.`];
  if (kept.length > 0) {
    const calls = kept.map(
      ({ name, handle }) => `await recall('${handle}') gives the whole ${name}`,
    );
    sentences.push(`In a later execution ${calls.join(", ")}: pick there what you need.`);
  }
  if (lost.length > 0) {
    const names = lost.map(({ name }) => name).join(" and the ");
    sentences.push(`The rest of the ${names} was not kept: return and print less.`);
  }
  return sentences.join(" ");
}
