/** More than any form holds. */
const MAX_FORM_BYTES = 256 * 1024;

/** What a form of ours posted; undefined = no JSON, or more than any form holds. */
export async function postedJson(request: Request): Promise<unknown> {
  const text = await request.text();
  return text.length > MAX_FORM_BYTES ? undefined : parsedJson(text);
}

/** What a request's text says; undefined = it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
