import v8 from "node:v8";
import { internalBinding } from "./node-internals.js";

/**
 * By the binding of Node's that has it: how a program gets at the network, other processes, files that
 * the permission model overlooks, and the machine's particulars.
 */
const POWERS: Readonly<Record<string, readonly string[]>> = {
  cares_wrap: ["ChannelWrap", "getaddrinfo", "getnameinfo"],
  fs_event_wrap: ["FSEvent"],
  inspector: ["Connection", "MainThreadConnection", "open"],
  os: ["getHomeDirectory", "getHostname", "getInterfaceAddresses", "getUserInfo", "setPriority"],
  pipe_wrap: ["Pipe"],
  process_methods: [
    "_debugEnd",
    "_debugProcess",
    "_kill",
    "chdir",
    "dlopen",
    "execve",
    "loadEnvFile",
  ],
  process_wrap: ["Process"],
  spawn_sync: ["spawn"],
  sqlite: ["DatabaseSync", "backup"],
  tcp_wrap: ["TCP"],
  trace_events: ["CategorySet"],
  udp_wrap: ["UDP"],
  v8: ["setFlagsFromString"],
  wasi: ["WASI"],
  worker: ["Worker"],
};

/**
 * Takes from this program what it does not need, once it runs: what code that escapes from a guest finds
 * is then no more than the way to the host that the guest has anyway. It stands behind the permission
 * model, which knows nothing of the network, of signals to the host and of some files.
 */
export function disarm(): void {
  for (const [name, powers] of Object.entries(POWERS)) {
    const binding = internalBinding(name);
    if (binding === undefined) continue;
    for (const power of powers) {
      takeMethods(binding[power]);
      Reflect.deleteProperty(binding, power);
    }
  }
  for (const power of POWERS["process_methods"] ?? []) Reflect.deleteProperty(process, power);
  Reflect.deleteProperty(v8, "setFlagsFromString");
}

/** Modules that are loaded have the class in their hands, but its methods are everyone's. */
function takeMethods(power: unknown): void {
  if (typeof power !== "function" || typeof power.prototype !== "object") return;
  for (const name of Object.getOwnPropertyNames(power.prototype)) {
    if (name !== "constructor") Reflect.deleteProperty(power.prototype, name);
  }
}
