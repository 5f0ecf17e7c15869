import { timingSafeEqual } from "node:crypto";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { env } from "./env.server.ts";

const registry = new Registry();
collectDefaultMetrics({ register: registry });
const registers = [registry];

export const requestSeconds = new Histogram({
  name: "throughline_request_seconds",
  help: "Time to answer a request, by route and status class",
  labelNames: ["route", "status"],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  registers,
});

export const eventsTotal = new Counter({
  name: "throughline_events_total",
  help: "Events that posts carried, by what became of them: accepted (repeats too), new_visitor, or the reason of the refusal",
  labelNames: ["outcome"],
  registers,
});

export const groupPosts = new Histogram({
  name: "throughline_group_posts",
  help: "Posts that were committed together",
  buckets: [1, 2, 4, 8, 16, 32, 64],
  registers,
});

const waitingPosts = new Gauge({
  name: "throughline_waiting_posts",
  help: "Posts that wait for a group",
  registers,
});
/** Reads how many posts wait, when it is asked. */
export const watchWaiting = (waiting: () => number): void => {
  sources.push(waiting);
};
const sources: (() => number)[] = [];

export const failuresTotal = new Counter({
  name: "throughline_failures_total",
  help: "Work that failed and will be tried again, by who does it",
  labelNames: ["worker"],
  registers,
});

/** The text that Prometheus reads. Null = there are no metrics, or not for whoever sent this header. */
export async function metricsText(authorization: string | undefined): Promise<{ type: string; text: string } | null> {
  if (env.METRICS_TOKEN === undefined || !same(authorization ?? "", `Bearer ${env.METRICS_TOKEN}`)) return null;
  waitingPosts.set(sources.reduce((sum, waiting) => sum + waiting(), 0));
  return { type: registry.contentType, text: await registry.metrics() };
}

const same = (a: string, b: string) => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};
