import type { RunnableConfig } from "@langchain/core/runnables";
import { type Checkpoint, type CheckpointMetadata, MemorySaver } from "@langchain/langgraph";

/**
 * Memory in this process, with no more of a conversation than its latest checkpoint and the one before.
 * LangGraph's own keeps all, each with the whole conversation: after 200 short runs of one, 170 MB.
 */
export class LatestSaver extends MemorySaver {
  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
  ): Promise<RunnableConfig> {
    const kept = await super.put(config, checkpoint, metadata);
    // With channels of LangGraph's that keep only what has changed, the rest is in those before.
    if ("counters_since_delta_snapshot" in metadata) return kept;
    const { thread_id: threadId, checkpoint_ns: namespace = "" } = kept.configurable ?? {};
    // Its writes may still be on their way.
    const before: unknown = config.configurable?.["checkpoint_id"];
    const stored = this.storage[threadId]?.[namespace] ?? {};
    for (const id of Object.keys(stored)) {
      if (id === checkpoint.id || id === before) continue;
      delete stored[id];
      delete this.writes[JSON.stringify([threadId, namespace, id])];
    }
    return kept;
  }
}
