import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type BareCall, bare } from "../support/bare-server.js";
import { open } from "../support/clients.js";
import { login } from "../support/guarded-server.js";
import { listen } from "../support/http-server.js";

const PATH = "sk-4f9a8b7c6d5e4f3a2b1c";
const QUERY = "query-secret-1";
const TOKEN = "header-secret-1";
const headers = { Authorization: `Bearer ${TOKEN}`, "X-Client": "toolweave-test" };

/** Answers as many frameworks do: with what was asked for. */
const echo = ({ request, response }: BareCall): void =>
  void response
    .writeHead(500)
    .end(`Cannot POST ${request.url} with ${request.headers.authorization} of toolweave-test`);

async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => expect.fail("it worked"),
    (error) => error,
  );
}

it("takes no names of parameters for secrets", async () => {
  const refuse = ({ response }: BareCall): void =>
    void response.writeHead(400).end("connectionId is unknown");
  const server = await listen(bare({ tools: { refuse } }));
  const url = `${server.url}?connectionId=${QUERY}`;
  const error = await failureOf(open({ web: { url } }).callTool("web", "refuse"));
  expect(error.message).toContain("HTTP 400: connectionId is unknown");
});

it("shows no token of an authProvider, not one that was renewed either", async () => {
  const [first, second] = ["access-secret-1", "access-secret-2"];
  const refuse = ({ request, response }: BareCall): void =>
    void response
      .writeHead(500)
      .end(`no ${first}, ${request.headers.authorization}, refresh-secret`);
  const server = await listen(bare({ tools: { refuse } }));
  // As a store may give back what was not there.
  const id_token = null as never;
  const tokens = { token_type: "Bearer", refresh_token: "refresh-secret", id_token };
  const state = login({ ...tokens, access_token: first });
  const client = open({ web: { url: server.url, authProvider: state.provider } });
  await client.createSession("web");
  state.tokens = { ...tokens, access_token: second };
  const error = await failureOf(client.callTool("web", "refuse"));
  expect(error.message).toContain("HTTP 500: no …, Bearer …, …");
  for (const secret of [first, second, "refresh-secret"]) {
    expect(inspect(error)).not.toContain(secret);
  }
});

describe("what the address and the headers of a server keep secret", () => {
  it("is in no error of a request, nor in what caused it", async () => {
    const server = await listen(bare({ tools: { echo } }));
    const url = `${server.url}/${PATH}/mcp?key=${QUERY}`;
    const error = await failureOf(open({ web: { url, headers } }).callTool("web", "echo"));
    expect(error.message).toBe(
      'The server "web" refused echo (HTTP 500: Cannot POST /mcp/…/mcp?key=… with … of toolweave-test)',
    );
    for (const secret of [PATH, QUERY, TOKEN]) expect(inspect(error)).not.toContain(secret);
  });

  it.each(["http", "sse"] as const)(
    "is in no error of a connection by %s that did not come about",
    async (transport) => {
      const server = await listen((request, response) =>
        response.writeHead(500).end(`no ${request.url} for ${request.headers.authorization}`),
      );
      const url = `${server.url}/${PATH}/mcp?key=${QUERY}`;
      const client = open({ web: { url, headers, transport } });
      const error = await failureOf(client.createSession("web"));
      expect(error.message).toContain("500");
      for (const secret of [PATH, QUERY, TOKEN]) expect(inspect(error)).not.toContain(secret);
    },
  );
});
