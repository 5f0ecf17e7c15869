/* Stands in for https://cdn.shopify.com/shopifycloud/app-bridge.js in the framed app. What the admin's chrome draws
   (navigation, save bar, toasts) it hands to the page around the frame by postMessage; session tokens come from there. */
(() => {
  if (window.shopify) return;
  const query = new URLSearchParams(location.search);
  const keep = (name) => {
    try {
      const given = query.get(name);
      if (given !== null) sessionStorage.setItem(`ab:${name}`, given);
      return sessionStorage.getItem(`ab:${name}`);
    } catch {
      return query.get(name);
    }
  };
  const config = {
    apiKey: document.querySelector('meta[name="shopify-api-key"]')?.content ?? "",
    shop: keep("shop"),
    host: keep("host"),
    locale: keep("locale") ?? "en",
  };
  const tell = (message) => parent !== window && parent.postMessage(message, "*");
  const nativeFetch = window.fetch.bind(window);

  let asked = 0;
  const waiting = new Map();
  const ask = (kind) =>
    new Promise((resolve, reject) => {
      if (parent === window) return reject(new Error("not inside the admin"));
      const n = ++asked;
      waiting.set(n, resolve);
      tell({ kind, n });
    });
  const idToken = () => ask("id-token");

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || parent === window) return;
    if (data.kind === "answer") {
      waiting.get(data.n)?.(data.value);
      waiting.delete(data.n);
    }
    if (data.kind === "navigate") navigate(data.href);
    const bar = document.querySelector("ui-save-bar[data-open]");
    if (data.kind === "save") bar?.querySelector('button[variant="primary"]')?.click();
    if (data.kind === "discard") bar?.querySelector('button:not([variant="primary"])')?.click();
  });

  function navigate(href) {
    const link = document.createElement("a");
    link.setAttribute("href", href);
    link.hidden = true;
    document.body.append(link);
    link.dispatchEvent(new Event("shopify:navigate", { bubbles: true }));
    link.remove();
  }

  // Own requests carry a fresh session token; one retry when the server asks for another.
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (new URL(request.url).origin !== location.origin || request.headers.has("Authorization"))
      return nativeFetch(request);
    const send = async () => {
      const headers = new Headers(request.headers);
      headers.set("Authorization", `Bearer ${await idToken()}`);
      headers.set("X-Requested-With", "XMLHttpRequest");
      return nativeFetch(new Request(request.clone(), { headers }));
    };
    let response = await send();
    if (response.headers.has("X-Shopify-Retry-Invalid-Session-Request")) response = await send();
    const to = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (to) {
      tell({ kind: "top", url: to });
      return new Promise(() => {});
    }
    return response;
  };

  class Overlay extends HTMLElement {
    #open = false;
    connectedCallback() {
      this.style.display = "none";
      this.observer = new MutationObserver(() => this.report());
      this.observer.observe(this, {
        subtree: true,
        childList: true,
        attributes: true,
        attributeFilter: ["loading", "disabled"],
      });
    }
    disconnectedCallback() {
      this.observer.disconnect();
      if (this.#open) this.flip(false);
    }
    flip(open) {
      if (this.#open === open) return Promise.resolve();
      this.#open = open;
      this.toggleAttribute("data-open", open);
      this.report();
      this.dispatchEvent(new Event(open ? "show" : "hide"));
      return Promise.resolve();
    }
    report() {
      const primary = this.querySelector('button[variant="primary"]');
      const busy = primary?.hasAttribute("loading") || primary?.hasAttribute("disabled");
      if (this.localName === "ui-save-bar") tell({ kind: "save-bar", open: this.#open, busy });
    }
    show() {
      return this.flip(true);
    }
    hide() {
      return this.flip(false);
    }
    toggle() {
      return this.flip(!this.#open);
    }
  }
  customElements.define("ui-save-bar", Overlay);

  customElements.define(
    "ui-nav-menu",
    class extends HTMLElement {
      connectedCallback() {
        this.style.display = "none";
        const report = () =>
          tell({
            kind: "nav",
            items: [...this.querySelectorAll("a")].map((link) => ({
              href: link.getAttribute("href"),
              label: link.textContent,
              home: link.rel === "home",
            })),
          });
        report();
        new MutationObserver(report).observe(this, { childList: true, subtree: true });
      }
    },
  );

  // Links into the admin are the admin's.
  addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="shopify://"]');
    if (!link) return;
    event.preventDefault();
    tell({ kind: "top", url: link.href });
  });

  // Route changes go to the outer address.
  const report = () => tell({ kind: "route", path: location.pathname });
  for (const name of ["pushState", "replaceState"]) {
    const native = history[name].bind(history);
    history[name] = (...args) => {
      native(...args);
      report();
    };
  }
  addEventListener("popstate", report);
  report();

  let toasts = 0;
  const overlay = (action) => async (id) => document.getElementById(id)?.[action]();
  window.shopify = {
    config,
    origin: location.origin,
    ready: Promise.resolve(),
    environment: { mobile: false, embedded: true, pos: false, intent: false },
    idToken,
    loading() {},
    toast: {
      show(message, options = {}) {
        tell({ kind: "toast", message, isError: options.isError });
        return `toast-${++toasts}`;
      },
      hide() {},
    },
    saveBar: {
      show: overlay("show"),
      hide: overlay("hide"),
      toggle: overlay("toggle"),
      async leaveConfirmation() {
        const open = document.querySelector("ui-save-bar[data-open]");
        if (open && !(await ask("leave"))) return new Promise(() => {});
      },
    },
    modal: { show: overlay("show"), hide: overlay("hide"), toggle: overlay("toggle") },
  };

  // The library's bounce page: get a token and come again.
  const reload = query.get("shopify-reload");
  if (reload && location.pathname === "/auth/session-token")
    idToken().then((token) => {
      const url = new URL(reload);
      url.searchParams.set("id_token", token);
      location.replace(url);
    });
})();
