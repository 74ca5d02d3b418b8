import { codeModePrompt, PROMPTS } from "@toolweave/prompts";
import { countTokens } from "gpt-tokenizer";
import { describe, expect, it } from "vitest";

describe("the prompts", () => {
  it("cost fewer than 900 tokens together", () => {
    const { CODE_MODE, EXECUTE_CODE_TOOL, SEARCH_TOOLS_TOOL } = PROMPTS;
    const tokens = [CODE_MODE, EXECUTE_CODE_TOOL, SEARCH_TOOLS_TOOL].map((text) =>
      countTokens(text),
    );
    expect(tokens.every((count) => count > 40)).toBe(true);
    expect(tokens.reduce((sum, count) => sum + count)).toBeLessThan(900);
  });
});

describe("codeModePrompt", () => {
  it("is the general text where nothing is given", () => {
    expect(codeModePrompt()).toBe(PROMPTS.CODE_MODE);
    expect(codeModePrompt({ namespaces: [], executor: "vm" })).toBe(PROMPTS.CODE_MODE);
  });

  it("adds the connected namespaces with their tool counts", () => {
    const prompt = codeModePrompt({
      namespaces: [
        { identifier: "github", toolCount: 26 },
        { identifier: "my_server", toolCount: 1 },
      ],
    });
    expect(prompt.startsWith(PROMPTS.CODE_MODE)).toBe(true);
    expect(prompt).toContain("- `github`: 26 tools\n- `my_server`: 1 tool");
  });

  it("says what an executor gives beyond the others, and bears an unknown one", () => {
    expect(codeModePrompt({ executor: "e2b" })).toContain("files persist");
    expect(codeModePrompt({ executor: "constructor" })).toBe(PROMPTS.CODE_MODE);
  });
});
