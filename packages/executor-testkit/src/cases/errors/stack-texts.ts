import assert from "node:assert/strict";
import type { ConformanceCase } from "../../conformance-case.js";
import { includes, resultOf } from "../../expect-result.js";

/** Code that reads the stacks of errors, by the line on which each was made. */
const SOURCE = `const stacks = [];
const keep = (error) => stacks.push(error.stack);
const outer = () => { throw new Error("own"); };
try { outer(); } catch (error) { keep(error); }
try { JSON.parse("{"); } catch (error) { keep(error); }
try { new URL("no URL"); } catch (error) { keep(error); }
try { kit.add = 1; Object.defineProperty(kit, "add", {}); } catch (error) { keep(error); }
await kit.fail({}).catch(keep);
await kit.missing().catch(keep);
[1].forEach(() => keep(new Error("in a callback")));
setTimeout(() => keep(new Error("in a timer")), 1);
await new Promise((resolve) => setTimeout(resolve, 20));
return stacks;`;

const LINES = [3, 5, 6, 7, 8, 9, 10, 11];

/** The stack that code can read of an error. */
export const STACK_TEXTS: readonly ConformanceCase[] = [
  {
    id: "errors/stack-text",
    title: "the stack of an error shows frames of the model's code, and none of the runtime's",
    async run(context) {
      const stacks = resultOf(await context.execute(SOURCE)) as string[];
      assert.equal(stacks.length, LINES.length);
      for (const [index, stack] of stacks.entries()) {
        includes(stack, `toolweave-code:${LINES[index]}`);
        const frames = stack.split("\n").filter((line) => /^\s*at |@/.test(line));
        // Built-ins have no file.
        const foreign = frames.filter((line) => {
          return /:\d+/.test(line) && !line.includes("toolweave-code:");
        });
        assert.deepEqual(foreign, [], `frames that are not the code's, in: ${stack}`);
      }
    },
  },
];
