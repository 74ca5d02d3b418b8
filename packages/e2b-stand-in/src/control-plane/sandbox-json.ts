import type { Sandbox } from "../sandbox/sandbox.js";

/** The version that sandboxes say of their envd. The SDK asks for no feature that this one lacks. */
const ENVD_VERSION = "0.6.1";

/** What the control plane answers to who may use a sandbox from now on. */
export function grantJson(sandbox: Sandbox, domain: string): object {
  return {
    sandboxID: sandbox.id,
    templateID: sandbox.spec.templateId,
    clientID: "stand-in",
    envdVersion: ENVD_VERSION,
    envdAccessToken: sandbox.accessToken,
    trafficAccessToken: null,
    domain,
  };
}

/** What the control plane tells of a sandbox. */
export function infoJson(sandbox: Sandbox, domain: string): object {
  return {
    sandboxID: sandbox.id,
    templateID: sandbox.spec.templateId,
    clientID: "stand-in",
    envdVersion: ENVD_VERSION,
    startedAt: sandbox.startedAt.toISOString(),
    endAt: sandbox.endAt.toISOString(),
    state: sandbox.state,
    metadata: sandbox.spec.metadata,
    cpuCount: 2,
    memoryMB: 512,
    diskSizeMB: 1024,
    domain,
  };
}
