import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, InlineStack, List, ProgressBar, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { formatCount } from "#app/ui/format.ts";
import { TitledCard } from "#app/ui/titled-card.tsx";
import type { FoundPerson } from "./screens.ts";
import { useAdding, type Added } from "./use-adding.ts";

/** A pause in typing, after which Shopify is asked. */
const PAUSE_MS = 300;
const REPORTED = 20;

/** Puts customers on a list: found by name or address, or pasted, with a report of whom the shop does not know. */
export function AddPeopleCard() {
  const [search, setSearch] = useState("");
  const [pasted, setPasted] = useState("");
  const { add, busy, progress, error, report } = useAdding();
  const finding = useFetcher<{ people: FoundPerson[]; error?: string }>();
  const { load } = finding;
  useEffect(() => {
    if (search.trim().length < 2) return;
    const timer = setTimeout(() => load(`/app/segments/people?q=${encodeURIComponent(search)}`), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [search, load]);
  const found = search.trim().length < 2 ? undefined : finding.data;
  return (
    <TitledCard title="Add people" gap="400">
      <TextField
        label="Search customers by name or email"
        value={search}
        autoComplete="off"
        clearButton
        onClearButtonClick={() => setSearch("")}
        onChange={setSearch}
        error={found?.error}
      />
      {found && !found.error && (
        <BlockStack gap="200">
          {found.people.length === 0 && finding.state === "idle" && (
            <Text as="p" tone="subdued">
              No customer of your shop matches.
            </Text>
          )}
          {found.people.map(({ id, name, email }) => (
            <InlineStack key={id} gap="400" align="space-between" blockAlign="center">
              <Text as="span" breakWord>
                {name} {email !== name && `(${email})`}
              </Text>
              <Button variant="plain" disabled={busy} accessibilityLabel={`Add ${name}`} onClick={() => add(id)}>
                Add
              </Button>
            </InlineStack>
          ))}
        </BlockStack>
      )}
      <TextField
        label="Or paste email addresses or customers' numbers"
        helpText="One per line, or separated by commas or semicolons."
        value={pasted}
        error={error}
        autoComplete="off"
        multiline={3}
        maxHeight={200}
        onChange={setPasted}
      />
      <InlineStack>
        <Button loading={busy} disabled={pasted.trim() === ""} onClick={() => add(pasted)}>
          Add them
        </Button>
      </InlineStack>
      {progress && (
        <BlockStack gap="200">
          <ProgressBar size="small" progress={(100 * progress.done) / progress.total} />
          <Text as="p" tone="subdued">
            {formatCount(progress.done)} of {formatCount(progress.total)} looked up. Keep this page open.
          </Text>
        </BlockStack>
      )}
      {report && <Report {...report} />}
    </TitledCard>
  );
}

function Report({ added, already, notFound, unreadable }: Added) {
  const some = notFound.length + unreadable.length > 0;
  return (
    <Banner
      tone={some ? "warning" : "success"}
      title={`${formatCount(added)} added${already > 0 ? `, ${formatCount(already)} ${already === 1 ? "was" : "were"} on it already` : ""}`}
    >
      {some && (
        <BlockStack gap="200">
          <Left title="Not customers of your shop" entries={notFound} />
          <Left title="Neither an address nor a number" entries={unreadable} />
        </BlockStack>
      )}
    </Banner>
  );
}

function Left({ title, entries }: { title: string; entries: readonly string[] }) {
  if (entries.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="p" fontWeight="semibold">
        {title}: {formatCount(entries.length)}
      </Text>
      <List>
        {entries.slice(0, REPORTED).map((entry) => (
          <List.Item key={entry}>{entry.slice(0, 100)}</List.Item>
        ))}
      </List>
      {entries.length > REPORTED && <Text as="p">… and {formatCount(entries.length - REPORTED)} more.</Text>}
    </BlockStack>
  );
}
