/* The admin's chrome: draws what App Bridge asks for, and gives out session tokens. */
(() => {
  const { base, front, shop } = document.body.dataset;
  const frame = document.getElementById("app");
  const nav = document.getElementById("nav");
  const saveBar = document.getElementById("save-bar");
  const toasts = document.getElementById("toasts");
  const tell = (message) => frame.contentWindow.postMessage(message, front);
  let path = location.pathname.slice(base.length);

  function markCurrent() {
    for (const link of document.querySelectorAll("[data-href]")) {
      const href = link.dataset.href;
      const inside = href === "/app" ? path === "/app" : path.startsWith(href);
      if (inside) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  const handlers = {
    "id-token": async ({ n }) => {
      const response = await fetch("/id-token");
      tell({ kind: "answer", n, value: await response.text() });
    },
    leave: ({ n }) => tell({ kind: "answer", n, value: confirm("Leave page with unsaved changes?") }),
    route: (message) => {
      path = message.path.split("?")[0];
      // F5 comes back to the same screen.
      history.replaceState(null, "", base + path);
      markCurrent();
    },
    // The home route is no entry of the navigation: the app's name leads there.
    nav: ({ items }) => {
      const made = items.map(({ href, label, home }) => {
        const link = document.createElement("a");
        link.href = base + href;
        link.dataset.href = href;
        link.textContent = home ? "Throughline" : label;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          tell({ kind: "navigate", href });
        });
        return { home, link };
      });
      document.getElementById("home").replaceChildren(...made.filter((one) => one.home).map(({ link }) => link));
      nav.replaceChildren(
        ...made
          .filter((one) => !one.home)
          .map(({ link }) => {
            const item = document.createElement("li");
            item.append(link);
            return item;
          }),
      );
      markCurrent();
    },
    "save-bar": ({ open, busy }) => {
      saveBar.hidden = !open;
      for (const button of saveBar.querySelectorAll("button")) button.disabled = Boolean(busy);
    },
    toast: ({ message, isError }) => {
      const toast = document.createElement("div");
      toast.textContent = message;
      toast.className = isError ? "error" : "";
      toasts.append(toast);
      setTimeout(() => toast.remove(), 5000);
    },
    top: ({ url }) => {
      // Of the admin's own pages there is the theme editor: the shop as the editor shows it.
      if (url.includes("/themes/current/editor")) location.href = `${shop}/?__editor=0`;
      else location.href = url.startsWith("shopify://admin") ? "/" : url;
    },
  };

  addEventListener("message", (event) => {
    if (event.origin === front && event.source === frame.contentWindow) handlers[event.data.kind]?.(event.data);
  });
  saveBar.querySelector("[data-save]").addEventListener("click", () => tell({ kind: "save" }));
  saveBar.querySelector("[data-discard]").addEventListener("click", () => tell({ kind: "discard" }));
})();
