import { Page } from "@shopify/polaris";
import { Empty } from "./empty.tsx";

/** What an admin screen shows when it can't be shown. */
export function AdminError({ missing }: { missing: boolean }) {
  return (
    <Page>
      <Empty
        heading={missing ? "There is no such page" : "Something broke here"}
        action={{ content: "Go to Home", url: "/app" }}
      >
        {missing
          ? "It may have been removed, or the address has a mistake."
          : "Nothing you saved is lost. Reload the page; if it breaks again, tell us what you did."}
      </Empty>
    </Page>
  );
}
