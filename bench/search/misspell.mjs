const SHARE = 0.3;
const LONG_WORD = /[A-Za-z]{5,}/g;

/**
 * Puts one slip into about 30 % of the words of five letters or more: a letter changed, left out, added
 * or swapped with the next. The same text always gets the same.
 *
 * @param {string} text
 * @param {string} seed
 */
export function misspell(text, seed) {
  let word = 0;
  return text.replace(LONG_WORD, (found) => {
    const draw = hash(`${seed} ${word++} ${found}`);
    if ((draw % 1000) / 1000 >= SHARE) return found;
    return slip(found, hash(`${draw} ${found}`));
  });
}

/** @param {string} word @param {number} draw */
function slip(word, draw) {
  const at = draw % (word.length - 1);
  const letter = String.fromCharCode(0x61 + ((draw >>> 8) % 26));
  const [before, after] = [word.slice(0, at), word.slice(at + 1)];
  switch ((draw >>> 16) % 4) {
    case 0:
      return before + letter + after;
    case 1:
      return before + after;
    case 2:
      return before + letter + word.slice(at);
    default:
      return before + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
  }
}

/** FNV-1a with a last stir. @param {string} text */
function hash(text) {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 15), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
