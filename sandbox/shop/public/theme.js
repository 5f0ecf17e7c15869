/*
 * What a theme's own script does: dialogs, a bag that keeps the focus, and in the theme with an inner scroller a header
 * that hides and the cart as a drawer.
 */
(() => {
  const byId = (id) => document.getElementById(id);
  document.addEventListener("click", ({ target }) => {
    const opener = target.closest("[data-open]");
    if (opener) byId(opener.dataset.open)?.showModal();
    if (target.closest("[data-close]")) target.closest("dialog")?.close();
  });

  const sheet = byId("sheet");
  const toggle = () => {
    const open = sheet.classList.toggle("active");
    sheet.inert = !open;
    document.body.classList.toggle("locked", open);
  };
  // What is still hidden takes no focus.
  sheet.addEventListener("transitionend", () => {
    if (sheet.classList.contains("active") && !sheet.contains(document.activeElement)) sheet.focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-sheet]")) toggle();
  });
  // Whatever takes the focus while it is open loses it again.
  document.addEventListener("focusin", ({ target }) => {
    if (sheet.classList.contains("active") && !sheet.contains(target)) sheet.focus();
  });
  sheet.addEventListener("keyup", ({ key }) => {
    if (key === "Escape") toggle();
  });
  // Shopify draws a section alone where a page is asked for with its name.
  document.addEventListener("shopify:cart:discount-update", ({ promise }) => {
    promise
      .then(() => fetch("/?section_id=sheet"))
      .then((response) => response.text())
      .then((html) => (sheet.innerHTML = html));
  });

  const scroller = document.querySelector("html.inner .page-wrapper");
  let before = 0;
  scroller?.addEventListener("scroll", () => {
    const away = scroller.scrollTop > before && scroller.scrollTop > 100;
    document.querySelector("header.bar").classList.toggle("away", away);
    before = scroller.scrollTop;
  });

  const form = document.querySelector("form[action='/cart/add']");
  if (!form || !document.documentElement.classList.contains("inner")) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const items = [{ id: Number(data.get("id")), quantity: Number(data.get("quantity")) }];
    const promise = fetch("/cart/add.js", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ items }),
    })
      .then(() => fetch("/cart.js"))
      .then((response) => response.json())
      .then((cart) => {
        for (const count of document.querySelectorAll("[data-cart-count]")) count.textContent = cart.item_count;
        byId("cart-drawer").showModal();
        const amount = (cart.total_price / 100).toFixed(2);
        return {
          cart: { totalQuantity: cart.item_count, cost: { totalAmount: { amount, currencyCode: cart.currency } } },
        };
      });
    const lines = new Event("shopify:cart:lines-update", { bubbles: true });
    form.dispatchEvent(Object.assign(lines, { action: "add", promise }));
  });
})();
