/** A part of the answer that was cut, and the handle under which it is kept whole, if it is. */
export interface CutPart {
  readonly name: string;
  readonly handle: string | undefined;
}

/** Longer than one that a client comes to. */
export const LONGEST_HANDLE = "r12345678";

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

/** As long as a notice of these parts can be, whatever is kept of them. */
export function longestNotice(sign: string, names: readonly string[]): string {
  const kept = names.map((name) => ({ name, handle: LONGEST_HANDLE }));
  const allKept = cutNotice(sign, kept);
  // A second part that is not kept is told of in fewer words than one that is.
  const oneLost = cutNotice(
    sign,
    kept.map((part, i) => (i === 0 ? { ...part, handle: undefined } : part)),
  );
  return oneLost.length > allKept.length ? oneLost : allKept;
}

/** The same in few words, for parts that are kept as one object. */
export function gatheredNotice(sign: string, handle: string | undefined): string {
  const rest =
    handle === undefined
      ? "The rest was not kept: return and print less."
      : `In a later execution await recall('${handle}') gives an object with all of it.`;
  return `${sign} marks what was left out. ${rest}`;
}
