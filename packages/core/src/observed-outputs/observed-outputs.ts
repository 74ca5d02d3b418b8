import type { ToolDefinition } from "../contract/tool.js";
import { describeValue } from "./describe-value.js";
import { type ExportedOutputs, exportShape } from "./exported-outputs.js";
import { mergeShapes } from "./merge-shapes.js";
import type { Observation } from "./observation.js";
import { EMPTY_SHAPE, type OutputShape } from "./output-shape.js";
import { parseExportedOutputs } from "./parse-exported-outputs.js";
import { fittingShape } from "./shape-size.js";
import { toolFingerprint } from "./tool-fingerprint.js";

/** Tools whose shapes are kept; beyond, the one that has been known longest is forgotten. */
const MAX_TOOLS = 1_000;
/** So many results of a tool are looked at one by one; after them the 10th, the 20th, the 40th and so on. */
const FIRST_RESULTS = 5;

/** The shapes of tools' results, learned from what they answered: names and kinds, never values. */
export class ObservedOutputs {
  readonly #observations = new Map<string, Observation>();

  /** Learns from a successful result, unless the server says itself what its results are like. */
  learn(server: string, tool: ToolDefinition, value: unknown): void {
    if (tool.outputSchema !== undefined) return;
    const fingerprint = toolFingerprint(tool);
    const known = this.#known(server, tool.name, fingerprint);
    const results = (known?.results ?? 0) + 1;
    const before = known?.shape ?? EMPTY_SHAPE;
    const shape = isLookedAt(results)
      ? fittingShape(mergeShapes(before, describeValue(value)))
      : before;
    this.#keep({ server, tool: tool.name, fingerprint, results, shape });
  }

  /** The shape of a tool's results; `undefined` where none is known of the tool as it is defined now. */
  shapeOf(server: string, tool: ToolDefinition): OutputShape | undefined {
    if (!this.#observations.has(keyOf(server, tool.name))) return undefined;
    return this.#known(server, tool.name, toolFingerprint(tool))?.shape;
  }

  /** Everything learned, as plain JSON. */
  export(): ExportedOutputs {
    const tools = [...this.#observations.values()].map(({ shape, ...observation }) => ({
      ...observation,
      shape: exportShape(shape),
    }));
    return { version: 1, tools };
  }

  /**
   * Adds what was exported before. What has been learned of the same tool since is merged with it.
   *
   * @throws ToolweaveError `CONFIG_INVALID`, saying where the data is wrong; nothing is added then.
   */
  import(exported: unknown): void {
    for (const imported of parseExportedOutputs(exported)) {
      const { server, tool, fingerprint } = imported;
      const known = this.#observations.get(keyOf(server, tool));
      if (known === undefined) this.#keep(imported);
      else if (known.fingerprint === fingerprint) {
        const shape = fittingShape(mergeShapes(known.shape, imported.shape));
        this.#keep({ ...known, shape, results: Math.max(known.results, imported.results) });
      }
    }
  }

  #known(server: string, tool: string, fingerprint: string): Observation | undefined {
    const known = this.#observations.get(keyOf(server, tool));
    return known?.fingerprint === fingerprint ? known : undefined;
  }

  #keep(observation: Observation): void {
    this.#observations.set(keyOf(observation.server, observation.tool), observation);
    if (this.#observations.size <= MAX_TOOLS) return;
    const [oldest] = this.#observations.keys();
    if (oldest !== undefined) this.#observations.delete(oldest);
  }
}

function keyOf(server: string, tool: string): string {
  return `${server}\n${tool}`;
}

function isLookedAt(results: number): boolean {
  if (results <= FIRST_RESULTS) return true;
  const tens = results / 10;
  return Number.isInteger(tens) && Number.isInteger(Math.log2(tens));
}
