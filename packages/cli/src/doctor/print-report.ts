import { paint } from "../command-line/terminal.js";
import { failureText } from "../connect/failure-text.js";
import type { ServerReport } from "./check-server.js";
import type { DoctorReport } from "./doctor-report.js";

const number = new Intl.NumberFormat("en");

/** The report for people. */
export function reportText(report: DoctorReport): string {
  const { config, servers, executor, policy, tokens } = report;
  const width = Math.max(...servers.map(({ name }) => name.length), 1);
  return [
    `configuration  ${config}`,
    "",
    ...(servers.length === 0 ? ["no servers configured: add some to mcpServers"] : []),
    ...servers.flatMap((server) => serverLines(server, width)),
    "",
    executor.ok
      ? `${mark(true)} executor ${executor.name}: first execution ${executor.firstMs} ms`
      : `${mark(false)} executor ${executor.name}: ${failureText(executor.problem ?? "")}`,
    ...(policy?.ok === false
      ? [`${mark(false)} policy: ${failureText(policy.problem ?? "")}`]
      : []),
    "",
    `definitions without code mode  about ${number.format(tokens.direct)} tokens`,
    `definitions with code mode     about ${number.format(tokens.codeMode)} tokens${saving(tokens)}`,
  ].join("\n");
}

function serverLines(server: ServerReport, width: number): string[] {
  const { name, ok, startMs, tools, tokens, warnings, problem, fix } = server;
  const head = `${mark(ok)} ${name.padEnd(width)}`;
  if (!ok) return [`${head}  ${failureText(problem ?? "")}`, `    fix: ${fix}`];
  const facts = `${startMs} ms, ${tools} tools, about ${number.format(tokens)} tokens`;
  return [`${head}  ${facts}`, ...warnings.map((warning) => `    note: ${warning}`)];
}

function saving({ direct, codeMode }: DoctorReport["tokens"]): string {
  if (direct <= codeMode) return "";
  return ` (${Math.round((1 - codeMode / direct) * 100)} % less)`;
}

function mark(ok: boolean): string {
  return ok ? paint("green", "✓", process.stdout) : paint("red", "✗", process.stdout);
}
