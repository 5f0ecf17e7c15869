import { Agent, request } from "node:http";
import { newShopper, shopperPost, signedFor, type Shopper } from "../../tests/support/shopper-load.ts";
import type { Seeded } from "../../tests/support/load-data.ts";

export interface LoadResult {
  events: number;
  seconds: number;
  /** Milliseconds from sending a post to its answer, of those that were taken. */
  p50: number;
  p99: number;
  /** Posts that were refused, and the longest that one waited to hear so. */
  refused: number;
  slowestRefusal: number;
}

interface Load extends Seeded {
  address: string;
  /** How many posts are under way at once. */
  connections: number;
  seconds: number;
  eventsPerPost: number;
  /** Posts of a shopper, the last with a click. */
  postsAVisit?: number;
  /** Events a second that are offered; absent = as many as are answered. */
  rate?: number;
}

/** A visit: so many posts of a new shopper, a click in the last. */
const POSTS_A_VISIT = 5;

/** Posts as storefronts do, for so long, and says how it went: visits of new shoppers, one after the other. */
export async function runLoad({
  address,
  shop,
  campaign,
  version,
  connections,
  seconds,
  eventsPerPost,
  postsAVisit = POSTS_A_VISIT,
  rate,
}: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const url = new URL(address);
  const latencies: number[] = [];
  let [events, refused, slowestRefusal] = [0, 0, 0];
  const started = performance.now();
  const until = started + seconds * 1_000;
  let offered = 0;
  const send = (body: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = performance.now();
      const ask = request(
        {
          agent,
          host: url.hostname,
          port: url.port,
          method: "POST",
          path: `/proxy/events?${signedFor(shop)}`,
          headers: {
            "Content-Type": "application/json",
            "Content-Length": Buffer.byteLength(body),
            "User-Agent": "Mozilla/5.0 Chrome/141.0",
          },
        },
        (response) => {
          response.resume();
          response.on("end", () => {
            const took = performance.now() - sent;
            if (response.statusCode === 200) {
              latencies.push(took);
              events += eventsPerPost;
              resolve();
              return;
            }
            refused++;
            slowestRefusal = Math.max(slowestRefusal, took);
            // As the storefront does: it keeps what was refused, and comes again when it was told to.
            setTimeout(resolve, Math.min(Number(response.headers["retry-after"] ?? 1), 2) * 1_000);
          });
        },
      );
      // The server may close a connection that rested in the moment it is used again: then browsers send anew, too.
      ask.on("error", (error) => {
        if (ask.reusedSocket && "code" in error && error.code === "ECONNRESET") send(body).then(resolve, reject);
        else reject(error);
      });
      ask.end(body);
    });
  const post = (who: Shopper, clicks: boolean) =>
    send(JSON.stringify(shopperPost(who, { campaign, version }, eventsPerPost, clicks)));
  await Promise.all(
    Array.from({ length: connections }, async () => {
      let who = newShopper();
      for (let n = 1; performance.now() < until; n++) {
        if (rate !== undefined) {
          // The next place in the schedule, whoever takes it.
          const due = started + (offered++ * eventsPerPost * 1_000) / rate;
          const wait = due - performance.now();
          if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        }
        await post(who, n % postsAVisit === 0);
        if (n % postsAVisit === 0) who = newShopper();
      }
    }),
  );
  const took = (performance.now() - started) / 1_000;
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return { events, seconds: took, p50: at(0.5), p99: at(0.99), refused, slowestRefusal };
}
