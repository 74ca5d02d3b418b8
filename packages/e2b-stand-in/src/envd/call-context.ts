import {
  Code,
  ConnectError,
  type ContextKey,
  createContextKey,
  type HandlerContext,
} from "@connectrpc/connect";
import type { ReceivedRequest } from "../received.js";
import type { Sandbox } from "../sandbox/sandbox.js";
import { requestedUser } from "./requested-user.js";

/** The sandbox that a call is made to. */
export const SANDBOX: ContextKey<Sandbox | undefined> = createContextKey<Sandbox | undefined>(
  undefined,
);
/** The record that the call's message belongs to. */
export const RECORD: ContextKey<ReceivedRequest | undefined> = createContextKey<
  ReceivedRequest | undefined
>(undefined);

/** The sandbox of a call, and the user in whose name it is made. */
export function callerOf(context: HandlerContext): { sandbox: Sandbox; user: string } {
  const sandbox = context.values.get(SANDBOX);
  if (sandbox === undefined) throw new ConnectError("no sandbox", Code.Internal);
  const user = requestedUser(context.requestHeader.get("authorization") ?? undefined);
  try {
    sandbox.folder.homeOf(user);
  } catch (error) {
    throw new ConnectError((error as Error).message, Code.Unauthenticated);
  }
  return { sandbox, user };
}
