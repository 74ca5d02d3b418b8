import type { MCPClientConfig } from "@toolweave/core";
import type { CodeModeFile } from "./code-mode-schema.js";

/** A configuration as it was read. */
export interface Config {
  /** The file's full path. */
  readonly file: string;
  readonly servers: NonNullable<MCPClientConfig["mcpServers"]>;
  /** Names of the servers that are not disabled. */
  readonly names: readonly string[];
  readonly codeMode: CodeModeFile;
  /** What was passed over in the file of another program, for those who want to know. */
  readonly notes: readonly string[];
}

/** What a file says. */
export type ConfigContent = Omit<Config, "names" | "file">;
