import { useAppBridge } from "@shopify/app-bridge-react";
import { Button } from "@shopify/polaris";
import { useState } from "react";

/** How long the file stays to be saved. */
const KEPT_MS = 60_000;

interface Props {
  readonly url: string;
  readonly filename: string;
  readonly children: string;
}

/** Saves a file of the app's. A plain link would come without the session token: App Bridge gives it to `fetch` alone. */
export function DownloadButton({ url, filename, children }: Props) {
  const [busy, setBusy] = useState(false);
  const shopify = useAppBridge();
  const save = async () => {
    setBusy(true);
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(String(response.status));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await response.blob());
      link.download = filename;
      link.click();
      // The browser may still be asking where to save it.
      setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
    } catch {
      shopify.toast.show("It could not be downloaded. Try again.", { isError: true });
    }
    setBusy(false);
  };
  return (
    <Button loading={busy} onClick={() => void save()}>
      {children}
    </Button>
  );
}
