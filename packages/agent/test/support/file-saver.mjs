import { readFileSync, writeFileSync } from "node:fs";
import { MemorySaver } from "@langchain/langgraph";

/** A checkpointer whose whole store is one file, as simple as one can be that outlives its process. */
export class FileSaver extends MemorySaver {
  #path;

  /** @param {string} path */
  constructor(path) {
    super();
    this.#path = path;
    try {
      Object.assign(this, JSON.parse(readFileSync(path, "utf8"), revive));
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ENOENT") throw error;
    }
  }

  /** @param {Parameters<MemorySaver["put"]>} args */
  async put(...args) {
    const config = await super.put(...args);
    this.#save();
    return config;
  }

  /** @param {Parameters<MemorySaver["putWrites"]>} args */
  async putWrites(...args) {
    await super.putWrites(...args);
    this.#save();
  }

  #save() {
    const { storage, writes } = this;
    writeFileSync(this.#path, JSON.stringify({ storage, writes }, replace));
  }
}

/** @type {(key: string, value: unknown) => unknown} */
function replace(_, value) {
  if (!(value instanceof Uint8Array)) return value;
  return { $bytes: Buffer.from(value).toString("base64") };
}

/** @type {(key: string, value: any) => unknown} */
function revive(_, value) {
  if (typeof value?.$bytes !== "string") return value;
  return new Uint8Array(Buffer.from(value.$bytes, "base64"));
}
