/**
 * What code would try that has `process` and `require`: a script that writes the outcome of every attempt
 * to standard error, as JSON. `GIVEN` stands for what it is told of the host.
 */
export const ATTEMPTS: string = `(async () => {
const { folder, secret, local, port, parent } = GIVEN;
const results = {};
const within = (promise) => Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error("no answer")), 1_000))]);
const attempt = async (name, act) => {
  try { results[name] = "done: " + await within(Promise.resolve().then(act)); }
  catch (error) { results[name] = "refused: " + (error.code ?? error.name) + " " + String(error.message).split("\\n")[0]; }
};
/** Resolves with the first event of success, rejects with an error event. */
const outcome = (emitter, ...events) => new Promise((resolve, reject) => {
  emitter.on("error", reject);
  for (const event of events) emitter.on(event, () => resolve(event));
});
const fs = require("fs");
const file = (name) => folder + "/" + name;

await attempt("control", () => 1 + 1);
results["environment"] = JSON.stringify(process.env);
await attempt("descriptors", () => {
  const files = [];
  for (let fd = 3; fd < 64; fd++) try { if (fs.fstatSync(fd).isFile()) files.push(fd); } catch {}
  return files.join();
});
await attempt("code from strings", () => Function("return process")());
await attempt("read a file", () => fs.readFileSync(secret, "utf8"));
await attempt("read the environment of the process", () => fs.readFileSync("/proc/self/environ"));
await attempt("read the environment of the host", () => fs.readFileSync("/proc/" + parent + "/environ"));
await attempt("list a folder", () => fs.readdirSync(folder));
await attempt("write a file", () => fs.writeFileSync(file("written"), "x"));
await attempt("write a file with promises", () => fs.promises.writeFile(file("written"), "x"));
await attempt("link a file", () => fs.symlinkSync(secret, file("link")));
await attempt("watch a file", () => { fs.watch(secret, () => {}); });
await attempt("poll a file", () => { fs.watchFile(secret, () => {}); });
await attempt("copy a file", () => fs.cpSync(secret, file("copy")));
await attempt("load a module from a file", () => require(secret));
await attempt("load settings from a file", () => process.loadEnvFile(secret));
await attempt("open a database", () => {
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  new DatabaseSync(file("database")).exec("create table made(x)");
});
await attempt("trace into a file", () => require("trace_events").createTracing({ categories: ["v8"] }).enable());
await attempt("write a report", () => process.report.writeReport(file("report.json")));
await attempt("write a heap snapshot", () => require("v8").writeHeapSnapshot(file("heap")));
await attempt("change the folder", () => process.chdir("/"));
await attempt("run a program and wait", () => { const { error, stdout } = require("child_process").spawnSync("id"); if (error) throw error; return stdout; });
await attempt("run a program", () => outcome(require("child_process").spawn("id"), "spawn"));
await attempt("run a shell", () => require("child_process").execSync("id"));
await attempt("fork", () => outcome(require("child_process").fork(secret), "spawn"));
await attempt("become a program", () => process.execve("/bin/sh", ["sh", "-c", "echo x"]));
await attempt("start a worker", () => outcome(new (require("worker_threads").Worker)("1", { eval: true }), "online"));
await attempt("load an addon", () => process.dlopen({ exports: {} }, file("addon.node")));
await attempt("load a binding", () => process.binding("fs"));
await attempt("load a spawning binding", () => process.binding("spawn_sync"));
await attempt("run WASI", () => new (require("wasi").WASI)({ version: "preview1", preopens: { "/": "/" } }));
await attempt("open the inspector", () => { require("inspector").open(0); return require("inspector").url(); });
await attempt("connect to the inspector", () => { new (require("inspector").Session)().connect(); });
await attempt("look for the host", () => process.kill(parent, 0));
await attempt("signal the host", () => process.kill(parent, "SIGUSR2"));
await attempt("open the inspector of the host", () => process._debugProcess(parent));
await attempt("slow the host down", () => require("os").setPriority(parent, 5));
await attempt("name the machine", () => require("os").hostname());
await attempt("name the user", () => require("os").userInfo().username);
await attempt("list the machine's addresses", () => Object.keys(require("os").networkInterfaces()));
await attempt("set flags of V8", () => require("v8").setFlagsFromString("--allow-natives-syntax"));

const net = require("net");
await attempt("connect", () => outcome(net.connect(port, "127.0.0.1"), "connect"));
await attempt("connect by name", () => outcome(net.connect(port, "localhost"), "connect"));
await attempt("connect to a local socket", () => outcome(net.connect(local), "connect"));
await attempt("listen", () => outcome(net.createServer().listen(0), "listening"));
await attempt("listen on a local socket", () => outcome(net.createServer().listen(file("mine.sock")), "listening"));
await attempt("connect by a socket of its own making", () => outcome(new (net.Socket)().connect(port, "127.0.0.1"), "connect"));
await attempt("bind a datagram socket", () => { const socket = require("dgram").createSocket("udp4"); const bound = outcome(socket, "listening"); socket.bind(0); return bound; });
await attempt("send a datagram", () => new Promise((resolve, reject) => require("dgram").createSocket("udp4").send("x", 9, "127.0.0.1", (error) => (error ? reject(error) : resolve("sent")))));
await attempt("resolve a name", () => require("dns").promises.resolve("example.com"));
await attempt("look a name up", () => require("dns").promises.lookup("localhost"));
await attempt("fetch", () => fetch("http://127.0.0.1:" + port + "/fetch"));
await attempt("get over http", () => outcome(require("http").get("http://127.0.0.1:" + port + "/http"), "response"));
await attempt("get over https", () => outcome(require("tls").connect(port, "127.0.0.1", { rejectUnauthorized: false }), "secureConnect", "connect"));
await attempt("connect over http2", () => outcome(require("http2").connect("http://127.0.0.1:" + port), "connect"));
await attempt("open a web socket", () => new Promise((resolve, reject) => {
  const socket = new WebSocket("ws://127.0.0.1:" + port + "/socket");
  socket.onopen = resolve;
  socket.onerror = () => reject(new Error("it failed"));
}));
fs.writeSync(2, JSON.stringify(results));
process.exit(0);
})();`;
