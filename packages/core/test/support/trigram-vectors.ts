const DIMENSIONS = 512;

/** Vectors of texts by the hashes of their words' letters, three by three: a real one, if a modest one. */
export function trigramVector(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0);
  for (const [word] of text.toLowerCase().matchAll(/[a-z]+/g)) {
    const padded = `^${word}$`;
    for (let at = 0; at + 3 <= padded.length; at++) {
      let hash = 7;
      for (const letter of padded.slice(at, at + 3)) {
        hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
      }
      const place = hash % DIMENSIONS;
      vector[place] = (vector[place] ?? 0) + 1;
    }
  }
  return vector;
}
