import v8 from "node:v8";
import vm from "node:vm";

v8.setFlagsFromString("--expose-gc");
const gc = vm.runInNewContext("gc") as () => void;

/** Frees what nobody refers to. */
export function collectGarbage(): void {
  gc();
}
