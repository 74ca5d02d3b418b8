import { MCPClient, ToolweaveError } from "@toolweave/core";
import { expect, it } from "vitest";

it("an error says in JSON what it is about", async () => {
  const error: unknown = await new MCPClient().executeCode("return 1").catch((thrown) => thrown);
  expect(ToolweaveError.isInstance(error)).toBe(true);
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    name: "ToolweaveError",
    code: "CODE_MODE_DISABLED",
    message: (error as Error).message,
    details: {},
  });
});
