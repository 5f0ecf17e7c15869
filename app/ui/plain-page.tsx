/** A page outside the Shopify admin: no Polaris, no App Bridge, a heading and a sentence. */
export function PlainPage({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <main
      style={{ font: "16px/1.5 system-ui, sans-serif", maxWidth: "36rem", margin: "15vh auto", padding: "0 1.5rem" }}
    >
      <h1 style={{ fontSize: "1.5rem" }}>{title}</h1>
      {children}
    </main>
  );
}
