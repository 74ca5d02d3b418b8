import type { Server } from "@modelcontextprotocol/sdk/server/index.js";

/** What is to come after the handshake waits no longer: a client may take its time. */
const LONGEST_MS = 50;

/** Resolves once a session's client has shaken hands, or has not done so soon. */
export function handshakeOf(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LONGEST_MS);
    const { oninitialized } = server;
    server.oninitialized = () => {
      oninitialized?.();
      clearTimeout(timer);
      resolve();
    };
  });
}
