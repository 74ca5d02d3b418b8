import { spawn } from "node:child_process";

/** Opens an address in the user's browser, if there is one: the address is printed as well. */
export function openBrowser(url: URL): void {
  // Never through a shell: the address is the server's.
  const [command, ...args] = {
    darwin: ["open"],
    win32: ["rundll32", "url.dll,FileProtocolHandler"],
  }[process.platform as string] ?? ["xdg-open"];
  if (command === undefined || !/^https?:$/.test(url.protocol)) return;
  const child = spawn(command, [...args, url.href], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
