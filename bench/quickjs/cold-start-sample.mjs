/** One cold start of a contender, after its modules are loaded: prints the time to its first result. */
import { BESIDE_QUICKJS } from "./contenders.mjs";

const contender = BESIDE_QUICKJS.find(({ name }) => name === process.argv[2]);
if (contender === undefined) throw new RangeError(`There is no contender "${process.argv[2]}"`);
const started = performance.now();
const executor = await contender.open({});
const result = await executor.run("return 1 + 1");
const ms = performance.now() - started;
await executor.close();
if (result !== 2) throw new Error(`1 + 1 gave ${result}`);
console.log(ms);
