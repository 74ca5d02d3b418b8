import { now } from "../primordials.js";

const timeOrigin = now();

/** As much of `performance` as code that times itself needs; milliseconds, without fractions. */
export const performance: object = {
  timeOrigin,
  now: () => now() - timeOrigin,
  toJSON: () => ({ timeOrigin }),
};
