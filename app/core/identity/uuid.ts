const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A UUIDv7 (RFC 9562, section 5.7) of `milliseconds` since 1970 and ten random bytes. */
export function uuidv7(milliseconds: number, random: Uint8Array): string {
  const bytes = [...random].map((byte) => byte & 255);
  bytes[0] = 0x70 | ((bytes[0] ?? 0) & 0x0f);
  bytes[2] = 0x80 | ((bytes[2] ?? 0) & 0x3f);
  const tail = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const time = milliseconds.toString(16).padStart(12, "0");
  return [time.slice(0, 8), time.slice(8), tail.slice(0, 4), tail.slice(4, 8), tail.slice(8, 20)].join("-");
}

export const isUuidv7 = (text: string): boolean => ID.test(text);

/** Milliseconds since 1970 that a UUIDv7 begins with. */
export const timeOfUuid = (id: string): number => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
