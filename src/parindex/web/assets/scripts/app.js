// What every page needs: htmx, menus, messages, tables, drafts, marked papers, charts on demand.
import htmx from "htmx.org/dist/htmx.esm.js";
import { startAttachments } from "./attachments.js";
import { startCheckAll } from "./check_all.js";
import { startCharts } from "./chart_loader.js";
import { startDrafts } from "./drafts.js";
import { startGrids } from "./grid.js";
import { startMarkedText } from "./marked_text.js";
import { startTables } from "./tables.js";
import { showToast } from "./toasts.js";
import { startPanel, startTree } from "./tree.js";

const words = document.body.dataset;

function startPart(root) {
  startTables(root, words);
  startTree(root);
  startGrids(root);
  startDrafts(root, words);
  startCheckAll(root, words);
  startAttachments(root);
  startCharts(root, words);
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details[data-menu]"));
  event.target.closest("[data-dismiss]")?.closest("[data-dismissible]").remove();
  if (event.target.closest("[data-print]")) window.print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-menu][open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});

// A second press of the button while the first is on its way does nothing. A form with
// data-download is answered by a file: the page stays, and may ask for the next one.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[hx-post], [data-download]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

const loading = document.getElementById("loading");
let underway = 0;
function countRequests(change) {
  underway = Math.max(0, underway + change);
  loading?.classList.toggle("is-active", underway > 0);
}
// What asks by itself every second shows no loading line, and complains of nothing: it asks again.
const isQuiet = (event) => event.detail.elt.closest("[data-quiet]") !== null;
document.addEventListener("htmx:beforeRequest", (event) => isQuiet(event) || countRequests(1));
document.addEventListener("htmx:afterRequest", (event) => isQuiet(event) || countRequests(-1));
document.addEventListener("htmx:sendError", (event) => {
  if (!isQuiet(event)) showToast(words.textUnreachable, words.textClose);
});
document.addEventListener("htmx:responseError", (event) => {
  if (!isQuiet(event)) showToast(words.textRefused, words.textClose);
});
// A session that ended answers with the page for signing in, which is no part of this page.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (new URL(event.detail.xhr.responseURL).pathname !== words.signIn) return;
  event.detail.shouldSwap = false;
  window.location.reload();
});
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) startPart(event.detail.elt);
});

// A bar of entries that is drawn sideways on a phone shows the entry of this page: at once, and
// again once the fonts have come, which make its entries wider or narrower.
function showCurrentEntries() {
  const entries = document.querySelectorAll(".tabs [aria-current], .main-menu [aria-current]");
  for (const current of entries) {
    const bar = current.closest(".tabs, .main-menu ul");
    const [place, frame] = [current.getBoundingClientRect(), bar.getBoundingClientRect()];
    bar.scrollLeft += place.left + place.width / 2 - (frame.left + frame.width / 2);
  }
}

showCurrentEntries();
document.fonts.ready.then(showCurrentEntries);

// A tree keeps its place when a link or form beside it opens another page of the same tree.
for (const side of document.querySelectorAll("[data-keep-scroll]")) {
  const key = `scroll:${side.dataset.keepScroll}`;
  const keep = () => {
    if (side.offsetParent) sessionStorage.setItem(key, String(window.scrollY));
  };
  // On a phone the panel hides the tree and starts at its own top.
  if (side.offsetParent) window.scrollTo(0, Number(sessionStorage.getItem(key) ?? 0));
  for (const type of ["click", "submit"]) {
    side.parentElement.addEventListener(type, (event) => {
      if (type === "submit" || event.target.closest("a")) keep();
    });
  }
}

startPart(document);
startMarkedText();
startPanel();
window.htmx = htmx;
