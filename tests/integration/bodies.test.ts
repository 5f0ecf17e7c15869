import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { BodyRefused, makeBodies } from "#app/infra/bodies.server.ts";

const KB = 1024;
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers with the length of what it was sent, or with the refusal's status. */
async function listen(options: Parameters<typeof makeBodies>[0]): Promise<number> {
  const bodies = makeBodies(options);
  server = createServer((incoming, response) => {
    bodies.read(incoming).then(
      (body) => response.end(String(body.length)),
      (error: unknown) => {
        response.writeHead(error instanceof BodyRefused ? error.status : 500, { Connection: "close" }).end();
      },
    );
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** A post that is begun; what comes of it. */
function begin(port: number, headers: Record<string, string | number> = {}) {
  const post = request({ port, method: "POST", headers });
  const answer = new Promise<string>((resolve) => {
    post.on("response", (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => (text += chunk.toString()));
      response.on("end", () => resolve(text === "" ? String(response.statusCode) : text));
    });
    post.on("error", () => resolve("cut"));
  });
  return { post, answer };
}
const send = (port: number, body: Buffer, headers: Record<string, string> = {}) => {
  const { post, answer } = begin(port, headers);
  post.end(body);
  return answer;
};

describe("a body of at most 64 KB", () => {
  const limits = { longest: 64 * KB, patienceMs: 60_000, held: 1024 * KB };

  test("is read whole, and unpacked", async () => {
    const port = await listen(limits);
    expect(await send(port, Buffer.alloc(64 * KB))).toBe(String(64 * KB));
    expect(await send(port, gzipSync(Buffer.alloc(64 * KB)), { "Content-Encoding": "gzip" })).toBe(String(64 * KB));
    expect(await send(port, Buffer.alloc(0))).toBe("0");
  });

  test("is refused by the length that it tells, before it is sent", async () => {
    const { post, answer } = begin(await listen(limits), { "Content-Length": 64 * KB + 1 });
    post.flushHeaders();
    expect(await answer).toBe("413");
  });

  test("is refused by the length that it has, where it tells none", async () => {
    const { post, answer } = begin(await listen(limits), { "Transfer-Encoding": "chunked" });
    for (let n = 0; n < 5; n++) post.write(Buffer.alloc(16 * KB));
    expect(await answer).toBe("413");
  });

  test.each([
    ["grows too long", "gzip", gzipSync(Buffer.alloc(10_000 * KB)), "413"],
    ["is not packed as it says", "gzip", Buffer.from("plain"), "400"],
    ["is packed in another way", "br", Buffer.from("x"), "415"],
  ])("is refused where it %s", async (_name, encoding, body, status) => {
    expect(await send(await listen(limits), body, { "Content-Encoding": encoding })).toBe(status);
  });
});

test("a body that does not arrive in time is given up", async () => {
  const { post, answer } = begin(await listen({ longest: KB, patienceMs: 50, held: KB }), { "Content-Length": KB });
  post.write("half");
  expect(await answer).toBe("408");
});

test("where too much is held, who has been sending longest gives way to who sends in earnest", async () => {
  const port = await listen({ longest: 64 * KB, patienceMs: 60_000, held: 150 * KB });
  const stalled = [];
  for (let n = 0; n < 10; n++) {
    const one = begin(port, { "Content-Length": 64 * KB });
    one.post.write(Buffer.alloc(50 * KB));
    stalled.push(one);
    // Another one, between them, is served all the while.
    expect(await send(port, Buffer.alloc(20 * KB))).toBe(String(20 * KB));
  }
  expect(await stalled[0]?.answer).toMatch(/503|cut/);
  for (const { post } of stalled) post.destroy();
});
