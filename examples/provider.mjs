/** Where an example finds its model: at the provider, if its key is there, else at a stand-in for it. */
import { startModelStandIn } from "@toolweave/model-stand-ins";

/**
 * @typedef {object} Place
 * @property {string} apiKey
 * @property {string | undefined} baseUrl Undefined for the provider itself.
 * @property {boolean} isReal
 * @property {() => Promise<void>} close
 */

/**
 * @param {import("@toolweave/model-stand-ins").ProviderName} provider
 * @param {string} variable the one that holds the key; of Ollama, its address
 * @param {import("@toolweave/model-stand-ins").TurnList | import("@toolweave/model-stand-ins").TurnFunction} turns what a stand-in says
 * @returns {Promise<Place>}
 */
export async function placeOf(provider, variable, turns) {
  const key = process.env[variable] ?? "";
  if (key !== "") {
    const baseUrl = provider === "ollama" ? key : undefined;
    return { apiKey: key, baseUrl, isReal: true, close: async () => {} };
  }
  console.log(`${variable} is not set: a stand-in on this machine speaks for the model.\n`);
  const standIn = await startModelStandIn({ provider, turns });
  const { apiKey, baseUrl } = standIn;
  return { apiKey, baseUrl, isReal: false, close: () => standIn.close() };
}

/**
 * A turn of a stand-in's that runs code.
 *
 * @param {string} code
 */
export function runs(code) {
  return { toolCalls: [{ name: "execute_code", args: { code } }] };
}
