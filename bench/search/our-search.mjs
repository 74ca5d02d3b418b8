import { nameTools } from "../../packages/core/dist/catalog/name-tools.js";
import { ToolCatalog } from "../../packages/core/dist/catalog/tool-catalog.js";
import { ToolSearch } from "../../packages/core/dist/search/tool-search.js";

/** @typedef {import("./data-set.mjs").DataTool} DataTool */

/** Our search over a catalog of tools, without servers behind them. */
export class OurSearch {
  catalog = new ToolCatalog();
  search = new ToolSearch(this.catalog);
  /** @type {Map<string, DataTool[]>} */
  servers = new Map();
  /** @type {Map<string, string>} ids by server and name */
  #ids = new Map();

  /** @param {readonly DataTool[]} tools */
  constructor(tools) {
    /** @type {Map<string, string>} */
    const corpora = new Map();
    for (const tool of tools) {
      // A name that two corpora share is two servers.
      const owner = corpora.get(tool.server) ?? tool.corpus;
      corpora.set(tool.server, owner);
      const server = owner === tool.corpus ? tool.server : `${tool.server} ${tool.corpus}`;
      const own = this.servers.get(server);
      if (own === undefined) this.servers.set(server, [tool]);
      else own.push(tool);
      this.#ids.set(`${server}\n${tool.name}`, tool.id);
    }
    this.catalog.setServerNames(this.servers.keys());
    for (const server of this.servers.keys()) this.setTools(server);
  }

  /** Lists the tools of a server anew, as after `tools/list_changed`. @param {string} server */
  setTools(server) {
    const own = this.servers.get(server) ?? [];
    const definitions = own.map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema,
    }));
    this.catalog.setTools(server, nameTools(definitions));
  }

  /** Ids, best first. @param {string} query @param {number} limit */
  async rank(query, limit) {
    const { results } = await this.search.search({ query, limit, detail_level: "names" });
    return results.map(({ server, name }) => this.#ids.get(`${server}\n${name}`) ?? "");
  }
}
