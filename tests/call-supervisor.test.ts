import type { CallAnswer, CallSupervisor, SupervisedCall } from "@toolweave/core";
import { describe, expect, it } from "vitest";
import { openRepository } from "./support/repository.js";

const FAILURE = { name: "ToolError", code: "TOOL_FAILED", message: "no" };
const ASK_DELETE = { rules: [{ match: "*.delete_one", action: "ask" as const }] };

/** A supervisor that remembers what it saw, and answers from a record what it finds there. */
function supervise(record = new Map<number, CallAnswer>()): {
  supervisor: CallSupervisor;
  calls: SupervisedCall[];
  answers: Map<number, CallAnswer>;
} {
  const calls: SupervisedCall[] = [];
  const answers = new Map<number, CallAnswer>();
  const supervisor: CallSupervisor = {
    call: async (call, make) => {
      calls.push(call);
      const answer = record.get(call.id) ?? (await make());
      answers.set(call.id, answer);
      return answer;
    },
  };
  return { supervisor, calls, answers };
}

describe("the supervisor of an execution", () => {
  const CODE = `
    const read = await my_repo.read({ path: "a" });
    const failed = await my_repo.write({ path: 1 }).catch(({ name, code, message }) => ({ name, code, message }));
    return { read, failed };
  `;

  it("sees every call as the code made it, with its number", async () => {
    const { client } = openRepository({});
    const { supervisor, calls } = supervise();
    await client.executeCode(CODE, { supervisor });
    expect(calls).toMatchObject([
      { id: 1, server: "my-repo", tool: "read", args: [{ path: "a" }] },
      { id: 2, server: "my-repo", tool: "write", args: [{ path: 1 }] },
    ]);
  });

  it("can answer from a record, values and failures alike, and nothing is called", async () => {
    const { client, made } = openRepository({});
    const first = supervise();
    const before = await client.executeCode(CODE, { supervisor: first.supervisor });
    const stored = JSON.parse(JSON.stringify([...first.answers])) as [number, CallAnswer][];
    const { supervisor } = supervise(new Map(stored));
    const after = await client.executeCode(CODE, { supervisor });
    expect(after.result).toEqual(before.result);
    expect(after.result).toMatchObject({ failed: { code: "TOOL_ARGUMENTS_INVALID" } });
    expect(made).toEqual(["read a"]);
  });

  it.each<[answer: unknown, problem: string]>([
    [undefined, "answer must be an object"],
    [{}, "answer.failure is missing"],
    [{ json: { a: 1 } }, "answer.json must be JSON text, not object"],
    [{ json: '{"a":' }, "answer.json must be JSON text"],
    [{ failure: { name: "ToolError", code: "TOOL_FAILED" } }, "answer.failure.message is missing"],
    [{ failure: { ...FAILURE, content: "x" } }, "answer.failure.content must be an array"],
  ])("fails the call if it answers %j, and says why", async (answer, problem) => {
    const { client, made } = openRepository({});
    const supervisor = { call: async () => answer } as unknown as CallSupervisor;
    const code = 'try { await my_repo.read({ path: "a" }) } catch (error) { return error.message }';
    const { result } = await client.executeCode(code, { supervisor, timeout: 5_000 });
    expect(result).toContain(`the supervisor's answer to call 1 cannot be used: ${problem}`);
    expect(made).toEqual([]);
  });

  it("is told of content that cannot be said in JSON", async () => {
    const { client } = openRepository({});
    const content = [{ type: "text", text: "no", size: 1n }];
    const call = async () => ({ failure: { ...FAILURE, content } });
    const supervisor = { call } as unknown as CallSupervisor;
    const { error } = await client.executeCode("await my_repo.read()", { supervisor });
    expect(error).toContain("answer.failure.content[0] cannot be said in JSON");
  });

  it("is told of an answer that it has damaged itself", async () => {
    const { client } = openRepository({});
    const call: CallSupervisor["call"] = async (_, make) =>
      Object.assign(await make(), { json: "{" });
    const { error } = await client.executeCode("await my_repo.read()", {
      supervisor: { call },
      timeout: 5_000,
    });
    expect(error).toContain("answer.json must be JSON text");
  });

  it("may be left out as null, and must be one otherwise", async () => {
    const { client } = openRepository({});
    const run = (supervisor: unknown) =>
      client.executeCode('return await my_repo.read({ path: "a" })', {
        supervisor: supervisor as CallSupervisor,
      });
    expect((await run(null)).error).toBeNull();
    await expect(run({ calls: () => {} })).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  });

  it("may answer null where there is no refusal", async () => {
    const { client, made } = openRepository({});
    const supervisor = { ...supervise().supervisor, refusal: () => null as never };
    const { error } = await client.executeCode("await my_repo.read()", { supervisor });
    expect(error).toBeNull();
    expect(made).toEqual(["read"]);
  });

  it("is asked for approval, of each call by itself, if the policy has nobody to ask", async () => {
    const { client, made } = openRepository({ policy: ASK_DELETE });
    const asked: number[] = [];
    const approve: CallSupervisor["approve"] = ({ id }) => asked.push(id) === 1;
    await client.executeCode(
      `const one = () => my_repo.delete_one({ path: "a" });
       await Promise.allSettled([one(), one()])`,
      { supervisor: { ...supervise().supervisor, approve } },
    );
    expect(asked).toEqual([1, 2]);
    expect(made).toEqual(["delete_one a"]);
  });

  it("answers for those alone whom the same function would be asked about", async () => {
    const { client, made } = openRepository({ policy: ASK_DELETE });
    const asked: string[] = [];
    const person = (name: string, allow: boolean): CallSupervisor["approve"] => {
      return () => {
        asked.push(name);
        return { allow, remember: true };
      };
    };
    const code = 'await my_repo.delete_one({ path: "a" })';
    const run = (approve: CallSupervisor["approve"]) =>
      client.executeCode(code, { supervisor: { ...supervise().supervisor, approve } });
    const alice = person("alice", true);
    const bob = person("bob", false);
    await run(alice);
    expect((await run(bob)).error_details?.code).toBe("POLICY_DENIED");
    expect((await run(undefined)).error_details?.code).toBe("POLICY_DENIED");
    await run(alice);
    await run(bob);
    expect(asked).toEqual(["alice", "bob"]);
    expect(made).toEqual(["delete_one a", "delete_one a"]);
  });

  it("is not asked if the policy has somebody", async () => {
    const { client, made } = openRepository({ policy: { ...ASK_DELETE, approve: () => true } });
    const approve: CallSupervisor["approve"] = () => false;
    const supervisor = { ...supervise().supervisor, approve };
    await client.executeCode('await my_repo.delete_one({ path: "a" })', { supervisor });
    expect(made).toEqual(["delete_one a"]);
  });
});
