/* What a theme's own script does: dialogs, and in the theme with an inner scroller the cart as a drawer. */
(() => {
  const byId = (id) => document.getElementById(id);
  document.addEventListener("click", ({ target }) => {
    const opener = target.closest("[data-open]");
    if (opener) byId(opener.dataset.open)?.showModal();
    if (target.closest("[data-close]")) target.closest("dialog")?.close();
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
