import { toolweave } from "./toolweave.mjs";

/** The VM executor where it is not the one that targets are for. @type {import("./contender.mjs").Contender} */
export const toolweaveVm = { ...toolweave, name: "vm" };
