const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * A UUIDv7 (RFC 9562, section 5.7) of `milliseconds` since 1970, with the randomness of another UUID, whose last 21
 * characters it takes: "cc3-98c4-dc0c0c07398f".
 */
export function uuidv7(milliseconds: number, random: string): string {
  const time = milliseconds.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(-21)}`;
}

export const isUuidv7 = (text: string): boolean => ID.test(text);

/** Milliseconds since 1970 that a UUIDv7 begins with. */
export const timeOfUuid = (id: string): number => parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
