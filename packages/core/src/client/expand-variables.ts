import { ToolweaveError } from "../errors/toolweave-error.js";
import { replaceVariables } from "./replace-variables.js";
import type { ServerConfig } from "./server-config.js";

/** What VS Code asks its user for. */
const INPUT = /\$\{input:([^}]*)\}/;

/** The path of a file whose content Windsurf puts in its place. No shell begins so where it cuts a variable's text. */
const FILE = /\$\{file:((?:[/~.]|[A-Za-z]:[\\/])[^}]*)\}/;

/** The variables of the environment, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Replaces `${VAR}`, `${env:VAR}` and `${VAR:-default}` in the texts of a server's configuration.
 *
 * @throws ToolweaveError `CONFIG_VARIABLE_MISSING`, naming the server, the place and the variable.
 */
export function expandVariables(
  server: string,
  config: ServerConfig,
  environment: Environment,
): ServerConfig {
  const expand = (place: string, text: string): string => {
    const input = INPUT.exec(text)?.[1];
    if (input !== undefined) throw cannotAsk(server, place, input);
    const file = FILE.exec(text)?.[1];
    if (file !== undefined) throw cannotFillIn(server, place, file);
    return replaceVariables(text, (name, fallback) => {
      // What every object inherits, such as `constructor`, is no variable.
      const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (value !== undefined && value !== "") return value;
      if (fallback !== undefined) return expand(place, fallback);
      if (value !== undefined) return value;
      throw missing(server, place, name);
    });
  };
  const expandRecord = (place: string, record: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(record).map(([key, text]) => [key, expand(`${place}.${key}`, text)]),
    );

  if ("command" in config) {
    const { command, args, env, cwd } = config;
    return {
      ...config,
      command: expand("command", command),
      args: args?.map((text, i) => expand(`args[${i}]`, text)),
      env: env && expandRecord("env", env),
      cwd: cwd && expand("cwd", cwd),
    };
  }
  if ("url" in config) {
    const { url, headers } = config;
    return {
      ...config,
      url: expand("url", url),
      headers: headers && expandRecord("headers", headers),
    };
  }
  return config;
}

function missing(server: string, place: string, variable: string): ToolweaveError {
  return new ToolweaveError(
    "CONFIG_VARIABLE_MISSING",
    `The server "${server}" needs the environment variable ${variable} ` +
      `(mcpServers.${server}.${place}). Set it, or give a default: \${${inBraces(variable)}:-default}`,
    { details: { server, place, variable } },
  );
}

/** A name that is not a usual one stands behind `env:`. */
function inBraces(variable: string): string {
  return /^[A-Za-z_]\w*$/.test(variable) ? variable : `env:${variable}`;
}

function cannotAsk(server: string, place: string, input: string): ToolweaveError {
  return new ToolweaveError(
    "CONFIG_VARIABLE_MISSING",
    `The server "${server}" needs the input "${input}" (mcpServers.${server}.${place}), which only an ` +
      `editor can ask its user for. Take it from an environment variable: \${NAME}`,
    { details: { server, place, variable: input } },
  );
}

/** Handed on as it stands, it would be sent in place of what is in the file. */
function cannotFillIn(server: string, place: string, file: string): ToolweaveError {
  return new ToolweaveError(
    "CONFIG_VARIABLE_MISSING",
    `The server "${server}" needs the content of the file ${file} (mcpServers.${server}.${place}), which only ` +
      `an editor fills in. Take it from an environment variable: \${NAME}`,
    { details: { server, place, variable: `file:${file}` } },
  );
}
