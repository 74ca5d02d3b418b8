import { isolatedVm } from "./isolated-vm.mjs";
import { naive } from "./naive.mjs";
import { quickjs } from "./quickjs.mjs";
import { toolweave } from "./toolweave.mjs";

/** @typedef {import("./contender.mjs").Contender} Contender */

/** @type {readonly Contender[]} */
const ALL = [toolweave, naive, isolatedVm, quickjs];

/**
 * Those that run on this machine, ours first, and why others do not.
 *
 * @returns {Promise<{ contenders: Contender[], missing: string[] }>}
 */
export async function findContenders() {
  const contenders = [];
  const missing = [];
  for (const contender of ALL) {
    try {
      const executor = await contender.open({});
      await executor.close();
      contenders.push(contender);
    } catch (error) {
      if (contender === toolweave) throw error;
      missing.push(`${contender.name} was left out: ${/** @type {Error} */ (error).message}`);
    }
  }
  return { contenders, missing };
}

/** @param {string | undefined} name @returns {Contender} */
export function contenderNamed(name) {
  const found = ALL.find((contender) => contender.name === name);
  if (found === undefined) throw new RangeError(`There is no contender "${name}"`);
  return found;
}
