import type { ModelStandIn, ModelStandInOptions } from "@toolweave/model-stand-ins";
import { standInFor } from "./talk.js";
import { type Operation, send } from "./wire.js";

type Turns = NonNullable<ModelStandInOptions["turns"]>;

interface WireTalk {
  readonly standIn: ModelStandIn;
  /** Sends a good body with these changes. */
  send(changes?: Readonly<Record<string, unknown>>): Promise<Response>;
  stream(): Promise<Response>;
}

/** A stand-in to which requests are sent without any client. */
export async function talkOnTheWire(operation: Operation, turns: Turns): Promise<WireTalk> {
  const standIn = await standInFor({ provider: operation.provider, turns });
  return {
    standIn,
    send: (changes) => send(standIn, operation, changes),
    stream: () => send(standIn, operation, {}, { isStreamed: true }),
  };
}
