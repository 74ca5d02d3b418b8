import { startE2BStandIn } from "@toolweave/e2b-stand-in";

/** What the SDK's calls are given to reach a service. */
export interface Connection {
  readonly apiKey: string;
  readonly apiUrl?: string;
  readonly sandboxUrl?: string;
}

/** A service that the SDK can be pointed at. */
interface Service {
  readonly connection: Connection;
  close(): Promise<void>;
}

interface NamedService {
  readonly name: string;
  readonly open: () => Promise<Service>;
}

const apiKey = process.env["E2B_API_KEY"];

/** The stand-in, and E2B itself where there is a key for it: both have to pass the same tests. */
export const SERVICES: readonly NamedService[] = [
  { name: "the stand-in", open: () => startE2BStandIn() },
  ...(apiKey ? [{ name: "E2B", open: async () => realService(apiKey) }] : []),
];

function realService(key: string): Service {
  return { connection: { apiKey: key }, close: async () => {} };
}
