import { homedir } from "node:os";
import { join } from "node:path";
import { env, platform } from "node:process";
import { userFolder } from "../command-line/user-folder.js";

/** An MCP client, and where it keeps its servers. */
export interface KnownClient {
  readonly id: string;
  readonly name: string;
  /** Full paths; those of the project come first. */
  readonly files: readonly string[];
  /** Where in the file the servers stand. */
  readonly place: readonly string[];
}

/** The clients that `toolweave init` knows, with the files they would have for a project folder. */
export function knownClients(project: string): KnownClient[] {
  const home = (...path: string[]): string => join(homedir(), ...path);
  const servers = ["mcpServers"];
  return [
    {
      id: "claude-code",
      name: "Claude Code",
      files: [join(project, ".mcp.json"), home(".claude.json")],
      place: servers,
    },
    {
      // What Claude Code adds without a scope being named is for the folder alone.
      id: "claude-code",
      name: "Claude Code, for this folder",
      files: [home(".claude.json")],
      place: ["projects", project, ...servers],
    },
    {
      id: "claude-desktop",
      name: "Claude Desktop",
      files: [applicationFile("Claude", "claude_desktop_config.json")],
      place: servers,
    },
    {
      id: "cursor",
      name: "Cursor",
      files: [join(project, ".cursor", "mcp.json"), home(".cursor", "mcp.json")],
      place: servers,
    },
    {
      id: "vscode",
      name: "VS Code",
      files: [join(project, ".vscode", "mcp.json"), applicationFile("Code", "User", "mcp.json")],
      place: ["servers"],
    },
    {
      id: "windsurf",
      name: "Windsurf",
      files: [home(".codeium", "windsurf", "mcp_config.json")],
      place: servers,
    },
    {
      id: "codex",
      name: "Codex",
      files: [
        join(project, ".codex", "config.toml"),
        // To Codex, an empty variable is one that is not set.
        join(env["CODEX_HOME"] || home(".codex"), "config.toml"),
      ],
      place: ["mcp_servers"],
    },
    {
      id: "zed",
      name: "Zed",
      files: [join(project, ".zed", "settings.json"), zedSettings()],
      place: ["context_servers"],
    },
  ];
}

/** Where applications keep their settings. */
function applicationFile(...path: string[]): string {
  if (platform === "darwin") return join(homedir(), "Library", "Application Support", ...path);
  if (platform === "win32") return join(env["APPDATA"] ?? homedir(), ...path);
  return join(userFolder("XDG_CONFIG_HOME"), ...path);
}

/** Zed uses ~/.config on macOS, too. */
function zedSettings(): string {
  if (platform === "win32") return join(env["APPDATA"] ?? homedir(), "Zed", "settings.json");
  return join(userFolder("XDG_CONFIG_HOME"), "zed", "settings.json");
}
