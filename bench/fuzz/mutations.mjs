/**
 * Ways to spoil text and bytes.
 *
 * @typedef {() => number} Random a number from 0 to 1
 */

const PIECES = [
  '"',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "null",
  "true",
  "-1",
  "1e999",
  "0",
  "4294967296",
  '"__proto__":{}',
  '"type":"done"',
  '"id":1',
  "\\u0000",
  "\\ud800",
  "𝒳",
  "constructor",
  "\n",
  "/*",
  "NaN",
  '"value":',
];

/** @param {string} text @param {Random} random @returns {string} */
export function mutateText(text, random) {
  let mutated = text;
  for (let times = 1 + below(4, random); times > 0; times--) {
    const at = below(mutated.length + 1, random);
    const cut = at + below(Math.min(mutated.length - at, 12) + 1, random);
    const piece = PIECES[below(PIECES.length, random)] ?? "";
    switch (below(4, random)) {
      case 0:
        mutated = mutated.slice(0, at) + piece + mutated.slice(at);
        break;
      case 1:
        mutated = mutated.slice(0, at) + mutated.slice(cut);
        break;
      case 2:
        mutated = mutated.slice(0, at) + piece + mutated.slice(cut);
        break;
      default:
        mutated = mutated.slice(0, cut) + mutated.slice(at);
    }
  }
  return mutated;
}

/** @param {Uint8Array} bytes @param {Random} random @returns {Buffer} */
export function mutateBytes(bytes, random) {
  const mutated = Buffer.from(bytes);
  switch (below(8, random)) {
    case 0:
      return mutated.subarray(0, below(mutated.length + 1, random));
    case 1:
      return Buffer.concat([mutated, mutated.subarray(0, 1 + below(64, random))]);
    case 2:
      return mutated.subarray(below(mutated.length, random));
    default: {
      // The head has what decides; the rest is memory.
      const range = random() < 0.5 ? Math.min(160, mutated.length) : mutated.length;
      for (let times = 1 + below(8, random); times > 0; times--) {
        mutated[below(range, random)] = below(256, random);
      }
      return mutated;
    }
  }
}

/** @param {number} limit @param {Random} random */
export function below(limit, random) {
  return Math.floor(random() * limit);
}
