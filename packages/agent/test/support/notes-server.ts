import { createToolServer, type InProcessTool, type LiveServer } from "@toolweave/core";

/** A server that keeps notes, and an account of what was really done to them. */
export interface NotesServer {
  readonly server: LiveServer;
  /** Every call that reached the server, in order: `delete 3`. */
  readonly made: string[];
}

/** Notes as an MCP server in this process. */
export function createNotesServer(): NotesServer {
  const made: string[] = [];
  let isHeld = true;
  const notes = new Map([1, 2, 3, 4].map((id) => [id, `note ${id}`]));
  const number = { type: "object", properties: { id: { type: "number" } }, required: ["id"] };
  const tools: InProcessTool[] = [
    {
      name: "list",
      description: "Lists the ids of all notes",
      inputSchema: { type: "object" },
      handler: () => {
        made.push("list");
        return answer([...notes.keys()]);
      },
    },
    {
      name: "read",
      description: "Reads one note",
      inputSchema: number,
      handler: ({ id }) => {
        made.push(`read ${id}`);
        const text = notes.get(id as number);
        if (text === undefined) throw new Error(`there is no note ${id}`);
        return answer({ id, text });
      },
    },
    {
      name: "delete",
      description: "Deletes one note",
      inputSchema: number,
      annotations: { destructiveHint: true },
      handler: ({ id }) => {
        made.push(`delete ${id}`);
        notes.delete(id as number);
        return answer({ deleted: id });
      },
    },
    {
      name: "clock",
      description: "Tells the time",
      inputSchema: { type: "object" },
      handler: () => {
        made.push("clock");
        return answer({ at: Date.now() });
      },
    },
    {
      name: "wait",
      description: "Answers when it is cancelled",
      inputSchema: { type: "object" },
      handler: (_, { signal }) =>
        new Promise((resolve) => {
          made.push("wait");
          signal.addEventListener("abort", () => {
            made.push("wait cancelled");
            resolve(answer("cancelled"));
          });
        }),
    },
    {
      name: "hold",
      description: "Answers when it is cancelled, and at once from then on",
      inputSchema: { type: "object" },
      handler: async (_, { signal }) => {
        made.push("hold");
        if (!isHeld) return answer("let go");
        isHeld = false;
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        return answer("cancelled");
      },
    },
    {
      name: "picture",
      description: "Gives a picture",
      inputSchema: { type: "object" },
      handler: () => ({ content: [{ type: "image", data: PIXEL, mimeType: "image/png" }] }),
    },
  ];
  return { server: createToolServer("notes", tools), made };
}

/** A PNG of one pixel. */
export const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

function answer(value: unknown): { content: { type: string; text: string }[] } {
  return { content: [{ type: "text", text: JSON.stringify(value) }] };
}
