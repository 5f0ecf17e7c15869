import { AsyncLocalStorage } from "node:async_hooks";

const storage = new AsyncLocalStorage<{ readonly requestId: string }>();

/** Everything that `work` does, however asynchronous, logs with this request's id. */
export const withRequestId = <T>(requestId: string, work: () => T): T => storage.run({ requestId }, work);

export const requestContext = (): { requestId: string } | Record<string, never> => storage.getStore() ?? {};
