import { asyncify } from "../contenders/asyncify.mjs";
import { toolweaveQuickJs } from "../contenders/toolweave-quickjs.mjs";
import { toolweaveVm } from "../contenders/toolweave-vm.mjs";

/** @type {readonly import("../contenders/contender.mjs").Contender[]} */
export const BESIDE_QUICKJS = [toolweaveQuickJs, toolweaveVm, asyncify];
