/** Posts JSON, also while the page ends. */
export const post = (address: string, body: object): Promise<Response> =>
  fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
  });
