import { Text } from "@shopify/polaris";
import { formatCount } from "#app/ui/format.ts";

/** Says that a list of members shows the newest of many. */
export function NewestNote({ shown, members }: { shown: number; members: number }) {
  if (shown === 0 || members <= shown) return null;
  return (
    <Text as="p" tone="subdued">
      The newest {shown} of {formatCount(members)} are shown.
    </Text>
  );
}
