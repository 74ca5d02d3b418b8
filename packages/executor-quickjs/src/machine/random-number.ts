const words = new Uint32Array(256);
let used = words.length;

/** What `Math.random` gives, from the host's own source: machines that are copies must not draw alike. */
export function randomNumber(): number {
  if (used === words.length) {
    crypto.getRandomValues(words);
    used = 0;
  }
  const high = (words[used++] as number) >>> 5;
  const low = (words[used++] as number) >>> 6;
  return (high * 2 ** 26 + low) / 2 ** 53;
}
