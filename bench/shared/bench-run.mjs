/**
 * @typedef {import("../contenders/contender.mjs").Contender} Contender
 * @typedef {import("../contenders/contender.mjs").OpenExecutor} OpenExecutor
 * @typedef {import("../contenders/contender.mjs").OpenOptions} OpenOptions
 */

/** One run of a suite: who takes part, and how many samples are taken. */
export class BenchRun {
  /** @readonly @type {readonly Contender[]} */
  contenders;
  /** @readonly @type {boolean} */
  quick;

  /** @param {readonly Contender[]} contenders @param {{ quick: boolean }} options */
  constructor(contenders, { quick }) {
    this.contenders = contenders;
    this.quick = quick;
  }

  /** The number of rounds, or of anything else. @param {number} quick @param {number} full */
  rounds(quick, full) {
    return this.quick ? quick : full;
  }

  /**
   * Opens every contender, lets `use` work with them, and closes them whatever happens.
   *
   * @template T
   * @param {OpenOptions} options
   * @param {(opened: Map<string, OpenExecutor>) => Promise<T>} use
   * @returns {Promise<T>}
   */
  async withOpened(options, use) {
    /** @type {Map<string, OpenExecutor>} */
    const opened = new Map();
    try {
      for (const contender of this.contenders) {
        opened.set(contender.name, await contender.open(options));
      }
      return await use(opened);
    } finally {
      for (const executor of opened.values()) await executor.close();
    }
  }
}
