/**
 * One cold start in a process that has done nothing before: loads a contender, and prints how long it
 * took from there to its first result.
 */
import { contenderNamed } from "../contenders/find-contenders.mjs";

const contender = contenderNamed(process.argv[2]);
const started = performance.now();
const executor = await contender.open({});
const result = await executor.run("return 1 + 1");
const ms = performance.now() - started;
await executor.close();
if (result !== 2) throw new Error(`1 + 1 gave ${result}`);
console.log(ms);
