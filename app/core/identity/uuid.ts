const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A UUIDv7 (RFC 9562, section 5.7) of `milliseconds` since 1970 and ten random bytes. */
export function uuidv7(milliseconds: number, random: Uint8Array): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  const tail = [...random].map((byte, at) =>
    hex(at === 0 ? 0x70 | (byte & 15) : at === 2 ? 0x80 | (byte & 63) : byte, 2),
  );
  return (hex(milliseconds, 12) + tail.join("")).replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export const isUuidv7 = (text: string): boolean => ID.test(text);

/** Milliseconds since 1970 that a UUIDv7 begins with. */
export const timeOfUuid = (id: string): number => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
