import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

/** A body that is not taken: the status to answer with, and why. */
export class BodyRefused extends Error {
  readonly status: 400 | 408 | 413 | 415 | 503;
  constructor(status: BodyRefused["status"], message: string) {
    super(message);
    this.status = status;
  }
}

interface Options {
  /** The longest body in bytes, before and after it is unpacked. */
  readonly longest: number;
  /** How long a body may take to arrive. */
  readonly patienceMs: number;
  /** How many bytes all bodies that are still arriving may hold together. */
  readonly held: number;
}

interface Arriving {
  bytes: number;
  readonly refuse: (refused: BodyRefused) => void;
}

const unpack = promisify(gunzip);

/**
 * Reads bodies of one kind. A body is refused as soon as it is known to be too long, at its first byte where its length
 * was told; and when it does not arrive in time. Where too much is held, whoever has been sending longest gives way: a body
 * that is sent in earnest takes moments.
 */
export function makeBodies({ longest, patienceMs, held }: Options) {
  /** Oldest first. */
  const arriving = new Set<Arriving>();
  let holding = 0;

  function arrive(request: IncomingMessage): Promise<Buffer> {
    if (Number(request.headers["content-length"] ?? 0) > longest) return Promise.reject(tooLong(longest));
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      const body: Arriving = { bytes: 0, refuse: (refused) => end(() => reject(refused)) };
      const timer = setTimeout(() => body.refuse(new BodyRefused(408, "the body did not arrive in time")), patienceMs);
      const take = (chunk: Buffer) => {
        body.bytes += chunk.length;
        holding += chunk.length;
        chunks.push(chunk);
        if (body.bytes > longest) body.refuse(tooLong(longest));
        while (holding > held) {
          const [oldest] = arriving;
          if (!oldest) break;
          oldest.refuse(new BodyRefused(503, "too much is being sent at once; try again"));
        }
      };
      const whole = () => end(() => resolve(Buffer.concat(chunks)));
      const broken = () => body.refuse(new BodyRefused(400, "the body did not arrive whole"));
      function end(settle: () => void) {
        if (!arriving.delete(body)) return;
        clearTimeout(timer);
        holding -= body.bytes;
        request.off("data", take).off("end", whole).off("error", broken).off("close", broken);
        // What still comes is let go unread.
        request.on("error", () => undefined).resume();
        settle();
      }
      arriving.add(body);
      request.on("data", take).on("end", whole).on("error", broken).on("close", broken);
    });
  }

  return {
    /** The whole body, unpacked. Rejects with a BodyRefused. */
    async read(request: IncomingMessage): Promise<Buffer> {
      const encoding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
      if (encoding !== "identity" && encoding !== "gzip") throw new BodyRefused(415, "send it as it is, or gzipped");
      const body = await arrive(request);
      if (encoding === "identity") return body;
      try {
        return await unpack(body, { maxOutputLength: longest });
      } catch (error) {
        const long = error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
        throw long ? tooLong(longest) : new BodyRefused(400, "the body is not gzipped as its header says");
      }
    },
  };
}

const tooLong = (longest: number) => new BodyRefused(413, `the body may have at most ${longest} bytes`);
