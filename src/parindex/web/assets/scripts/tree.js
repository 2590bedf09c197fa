// The scoring tree: rows that fold away, and a panel beside it that the tree knows of.
const STORE = "tree:folded";
const narrow = matchMedia("(max-width: 62rem)");

export function startTree(root) {
  for (const body of root.querySelectorAll("tbody[data-tree]")) makeFoldable(body);
}

// A filter shows what it found, folded or not.
function makeFoldable(body) {
  if (body.hasAttribute("data-tree-open")) return;
  const folded = new Set(JSON.parse(sessionStorage.getItem(STORE) ?? "[]"));
  const apply = () => {
    for (const row of body.rows) {
      row.hidden = row.dataset.above.split(" ").some((key) => folded.has(key));
    }
    for (const button of body.querySelectorAll("[data-fold]")) {
      button.hidden = false;
      button.setAttribute("aria-expanded", String(!folded.has(button.dataset.fold)));
    }
  };
  body.addEventListener("click", (event) => {
    const key = event.target.closest("[data-fold]")?.dataset.fold;
    if (!key) return;
    if (!folded.delete(key)) folded.add(key);
    sessionStorage.setItem(STORE, JSON.stringify([...folded]));
    apply();
  });
  apply();
}

// Which component is open is known from the panel; its way back keeps the tree's filter.
function followPanel(panel) {
  const key = panel.querySelector("[data-component]")?.dataset.component;
  for (const row of document.querySelectorAll("tbody[data-tree] > tr")) {
    if (row.dataset.node === key) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  if (narrow.matches) window.scrollTo(0, 0);
  panel.scrollTop = 0;
  panel.querySelector("h2")?.focus({ preventScroll: true });
}

export function startPanel() {
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id === "panel") followPanel(event.detail.target);
  });
  // The filter is asked at the address that shows, so that an open component stays open.
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.target.matches?.("[data-follows-address]")) return;
    event.detail.path = location.pathname;
    for (const [name, value] of Object.entries(event.detail.parameters)) {
      if (value === "") delete event.detail.parameters[name];
    }
  });
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close-panel]");
    if (close) close.search = new URLSearchParams(location.search).toString().replace(/(^|&)enter=[^&]*/, "");
  });
}
