import { randomUUID } from "node:crypto";
import { webhookHmac } from "./signing.ts";
import type { PendingDelivery, World } from "./world.ts";

interface Options {
  readonly world: World;
  readonly secret: string;
  /** The app's address. */
  readonly target: () => string;
  /** First wait before a retry in milliseconds; it doubles. Shopify takes minutes: 8 retries over 4 hours. */
  readonly retryAfter?: number;
}

const RETRIES = 8;

/**
 * Delivers webhooks as Shopify does: signed, at least once, retried until answered 2xx within five seconds. What is
 * pending is kept in the world, so a restart loses none.
 */
export function makeWebhooks({ world, secret, target, retryAfter = 500 }: Options) {
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<string>();
  const life = new AbortController();
  const over = () => life.signal.aborted;

  function send(topic: string, payload: object): string {
    const delivery: PendingDelivery = {
      webhookId: randomUUID(),
      topic,
      body: JSON.stringify(payload),
      triggeredAt: new Date(Date.now()).toISOString(),
      attempts: 0,
      due: Date.now(),
    };
    world.change((state) => state.pending.push(delivery));
    void attempt(delivery);
    return delivery.webhookId;
  }

  async function attempt(delivery: PendingDelivery): Promise<void> {
    if (over() || running.has(delivery.webhookId)) return;
    running.add(delivery.webhookId);
    const ok = await post(delivery);
    running.delete(delivery.webhookId);
    if (over()) return;
    world.change((state) => {
      delivery.attempts++;
      if (ok || delivery.attempts > RETRIES)
        state.pending = state.pending.filter((one) => one.webhookId !== delivery.webhookId);
      else delivery.due = Date.now() + retryAfter * 2 ** (delivery.attempts - 1);
    });
    if (!ok && delivery.attempts <= RETRIES) schedule(delivery);
  }

  function schedule(delivery: PendingDelivery) {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        void attempt(delivery);
      },
      Math.max(0, delivery.due - Date.now()),
    );
    timers.add(timer);
  }

  const post = async ({ webhookId, topic, body, triggeredAt }: PendingDelivery): Promise<boolean> => {
    try {
      const response = await fetch(`${target()}/webhooks`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          "X-Shopify-Topic": topic,
          "X-Shopify-Hmac-Sha256": webhookHmac(secret, body),
          "X-Shopify-Shop-Domain": world.state.shop.domain,
          "X-Shopify-API-Version": "2026-07",
          "X-Shopify-Webhook-Id": webhookId,
          "X-Shopify-Event-Id": webhookId,
          "X-Shopify-Triggered-At": triggeredAt,
        },
        body,
        redirect: "manual",
        signal: AbortSignal.timeout(5_000),
      });
      return response.ok;
    } catch {
      return false;
    }
  };

  return {
    send,
    /** Takes up what an earlier run did not get through. */
    resume: () => {
      for (const delivery of world.state.pending) schedule(delivery);
    },
    close: () => {
      life.abort();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

export type Webhooks = ReturnType<typeof makeWebhooks>;
