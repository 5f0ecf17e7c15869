/** Browsers allow 64 KiB of such posts at a time, those of the page's other scripts among them. */
export const KEPT_BYTES = 60 * 1_024;

/** How much room a post takes. */
export const bytesOf = (body: string): number => new Blob([body]).size;

/** Posts JSON, also while the page ends, if there is room for it and it is wanted. One at a time. */
export const post = (address: string, body: string, kept = true): Promise<Response> =>
  fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
    keepalive: kept && bytesOf(body) <= KEPT_BYTES,
  });
