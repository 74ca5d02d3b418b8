import { isolatedVm } from "./isolated-vm.mjs";
import { naive } from "./naive.mjs";
import { quickjs } from "./quickjs.mjs";
import { toolweave } from "./toolweave.mjs";

/** @typedef {import("./contender.mjs").Contender} Contender */

/** @type {readonly Contender[]} */
const BESIDE_VM = [toolweave, naive, isolatedVm, quickjs];

/**
 * Those that run on this machine, ours first, and why others do not.
 *
 * @param {readonly Contender[]} all
 * @returns {Promise<{ contenders: Contender[], missing: string[] }>}
 */
export async function findContenders(all = BESIDE_VM) {
  const contenders = [];
  const missing = [];
  for (const contender of all) {
    try {
      const executor = await contender.open({});
      await executor.close();
      contenders.push(contender);
    } catch (error) {
      if (contender === all[0]) throw error;
      missing.push(`${contender.name} was left out: ${/** @type {Error} */ (error).message}`);
    }
  }
  return { contenders, missing };
}

/** @param {string | undefined} name @returns {Contender} */
export function contenderNamed(name) {
  const found = BESIDE_VM.find((contender) => contender.name === name);
  if (found === undefined) throw new RangeError(`There is no contender "${name}"`);
  return found;
}
