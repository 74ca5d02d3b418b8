/** Tasks on the reference servers: files, memory, and the one that shows everything. */
import { allPages, coded, first, sumBy } from "./recording-parts.mjs";

/** @typedef {import("./task.mjs").Task} Task */

const NUMBERS = [12, 7, 93, 41, 8, 66, 25, 19, 3, 58, 77, 30];

/** What a model in code mode writes where a result may be text, or an object that holds it. */
const TEXT = 'const textOf = (value) => (typeof value === "string" ? value : value.content);\n';

/** The names of the files in the text of a listing. */
const FILES = String.raw`.matchAll(/\[FILE\] (\S+)/g)].map(([, name]) => name)`;

/** @type {Task[]} */
export const REFERENCE_TASKS = [
  {
    name: "totals of many files",
    servers: ["filesystem"],
    prompt:
      "Each .csv file in the directory . has lines of shop,amount. What is the total of each shop over all files? Answer with a JSON object.",
    expected: (_, { sales }) =>
      sumBy(
        sales.flat(),
        ({ shop }) => shop,
        ({ amount }) => amount,
      ),
    code: coded(
      ["list directory", "read text file"],
      `${TEXT}const listing = textOf(await filesystem.list_directory({ path: "." }));
const names = [...listing${FILES};
const texts = await Promise.all(names.map(async (path) => textOf(await filesystem.read_text_file({ path }))));
const sums = {};
for (const line of texts.flatMap((text) => text.trim().split("\\n").slice(1))) {
  const [shop, amount] = line.split(",");
  sums[shop] = (sums[shop] ?? 0) + Number(amount);
}
return sums;`,
    ),
    *direct() {
      const listing = first(yield [{ name: "list_directory", args: { path: "." } }]);
      const texts = yield filesIn(listing).map((path) => ({
        name: "read_text_file",
        args: { path },
      }));
      return JSON.stringify(
        sumBy(
          rowsOf(texts),
          ({ shop }) => shop,
          ({ amount }) => amount,
        ),
      );
    },
  },
  {
    name: "an index of files",
    servers: ["filesystem"],
    prompt:
      "Write a file index.md into the directory . with a line 'NAME: N rows' for each .csv file there, N not counting the first line. Answer with JSON: {files}, their number.",
    expected: (_, { sales }) => ({ files: sales.length }),
    code: coded(
      ["list directory", "read text file", "write file"],
      `${TEXT}const listing = textOf(await filesystem.list_directory({ path: "." }));
const names = [...listing${FILES}.filter((name) => name.endsWith(".csv"));
const lines = await Promise.all(names.map(async (path) => {
  const text = textOf(await filesystem.read_text_file({ path }));
  return \`\${path}: \${text.trim().split("\\n").length - 1} rows\`;
}));
await filesystem.write_file({ path: "index.md", content: lines.join("\\n") });
return { files: lines.length };`,
    ),
    *direct() {
      const listing = first(yield [{ name: "list_directory", args: { path: "." } }]);
      const names = filesIn(listing).filter((name) => name.endsWith(".csv"));
      const texts = yield names.map((path) => ({ name: "read_text_file", args: { path } }));
      const lines = texts.map(
        (text, i) => `${names[i]}: ${text.trim().split("\n").length - 1} rows`,
      );
      yield [{ name: "write_file", args: { path: "index.md", content: lines.join("\n") } }];
      return JSON.stringify({ files: lines.length });
    },
  },
  {
    name: "accounts into a memory",
    servers: ["crm", "memory"],
    prompt:
      "Store every account in Japan (JP) in the memory: an entity named after it, of the type account, with the observation 'owner: OWNER'. Answer with JSON: {stored}, their number in the memory.",
    expected: ({ accounts }) => ({
      stored: accounts.filter(({ country }) => country === "JP").length,
    }),
    code: coded(
      ["list accounts", "create entities in the memory"],
      `const accounts = await all(crm.list_accounts, { country: "JP" });
await memory.create_entities({ entities: accounts.map(({ name, owner }) => ({ name, entityType: "account", observations: ["owner: " + owner] })) });
return { stored: (await memory.read_graph()).entities.length };`,
      { pages: true },
    ),
    *direct() {
      const accounts = yield* allPages("list_accounts", { country: "JP" });
      const entities = accounts.map(({ name, owner }) => ({
        name,
        entityType: "account",
        observations: [`owner: ${owner}`],
      }));
      yield [{ name: "create_entities", args: { entities } }];
      const graph = first(yield [{ name: "read_graph", args: {} }]);
      return JSON.stringify({ stored: JSON.parse(graph).entities.length });
    },
  },
  {
    name: "a sum, step by step",
    servers: ["everything"],
    prompt: `Add up ${NUMBERS.join(", ")} with the tool that adds two numbers, from left to right. Answer with JSON: {sum}.`,
    expected: () => ({ sum: NUMBERS.reduce((sum, number) => sum + number) }),
    code: coded(
      ["add two numbers"],
      `let sum = ${NUMBERS[0]};
for (const b of ${JSON.stringify(NUMBERS.slice(1))}) {
  const text = await everything["get-sum"]({ a: sum, b });
  sum = Number(/is (-?\\d+)/.exec(text)[1]);
}
return { sum };`,
    ),
    *direct() {
      let [sum = 0] = NUMBERS;
      for (const b of NUMBERS.slice(1)) {
        const text = first(yield [{ name: "get-sum", args: { a: sum, b } }]);
        sum = Number(/is (-?\d+)/.exec(text)?.[1]);
      }
      return JSON.stringify({ sum });
    },
  },
];

/** @param {string} listing */
function filesIn(listing) {
  return [...listing.matchAll(/\[FILE\] (\S+)/g)].map(([, name]) => name ?? "");
}

/** @param {string[]} texts */
function rowsOf(texts) {
  return texts
    .flatMap((text) => text.trim().split("\n").slice(1))
    .map((line) => {
      const [shop = "", amount] = line.split(",");
      return { shop, amount: Number(amount) };
    });
}
