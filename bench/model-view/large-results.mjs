const CHARACTERS = 10e6;

/** Results of 10 MB as JSON, each large in another way. @type {Record<string, () => unknown>} */
export const LARGE_RESULTS = {
  rows: () =>
    fill((id) => ({
      id,
      name: `user ${id}`,
      email: `user.${id}@example.com`,
      tags: ["a", "b"],
      score: id / 7,
    })),
  numbers: () => fill((id) => id),
  "one text": () => 'A line of text, "quoted".\n'.repeat(CHARACTERS / 29),
  "tree of 200 levels": tree,
  "object of 100,000 keys": () =>
    Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`key ${n}`, "x".repeat(85)])),
};

/** An array of as many elements as it takes. @param {(index: number) => unknown} make */
function fill(make) {
  const elements = [];
  for (let length = 0; length < CHARACTERS; ) {
    const element = make(elements.length);
    elements.push(element);
    length += JSON.stringify(element).length + 1;
  }
  return elements;
}

function tree() {
  const levels = 200;
  const leaf = { text: "some text", numbers: [1, 2, 3], none: null };
  const width = Math.floor(CHARACTERS / levels / (JSON.stringify(leaf).length + 1));
  /** @type {unknown} */
  let value = "the end";
  for (let level = 0; level < levels; level++) {
    value = { child: value, leaves: Array.from({ length: width }, () => ({ ...leaf })) };
  }
  return value;
}
