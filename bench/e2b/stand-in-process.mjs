/** The stand-in in a process of its own, as a service would be on another machine; told its delays by IPC. */
import { startE2BStandIn } from "@toolweave/e2b-stand-in";

const standIn = await startE2BStandIn({ record: false });
process.send?.({ connection: standIn.connection });
process.on("message", (message) => {
  const { delayMs } = /** @type {{ delayMs: number }} */ (message);
  standIn.faults.set({ latencyUpMs: delayMs, latencyDownMs: delayMs });
  process.send?.({ delayMs });
});
process.on("disconnect", () => void standIn.close());
