// Tables that sort and filter on the page: for lists that are already whole.
const collator = new Intl.Collator(document.documentElement.lang || "vi", { numeric: true });

// “quang ngai” finds “Quảng Ngãi”.
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

export function startTables(root, words) {
  for (const table of root.querySelectorAll("table[data-sortable]")) makeSortable(table, words);
  for (const input of root.querySelectorAll("input[data-filter]")) makeFilter(input);
}

function makeSortable(table, words) {
  for (const header of table.querySelectorAll("thead th[data-sort]")) {
    if (header.querySelector(".sort-button")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort-button";
    button.title = words.textSort;
    button.append(...header.childNodes);
    button.addEventListener("click", () => sortBy(table, header));
    header.append(button);
  }
}

function sortBy(table, header) {
  const ascending = header.getAttribute("aria-sort") !== "ascending";
  for (const other of table.querySelectorAll("thead [aria-sort]")) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  const compare = header.dataset.sort === "number" ? compareNumbers : collator.compare;
  const valueOf = (row) => {
    const cell = row.cells[header.cellIndex];
    return cell.dataset.value ?? cell.textContent.trim();
  };
  for (const body of table.tBodies) {
    const rows = [...body.rows].map((row) => [valueOf(row), row]);
    rows.sort(([a], [b]) => (ascending ? compare(a, b) : compare(b, a)));
    body.append(...rows.map(([, row]) => row));
  }
}

// A cell without a number (“–”) comes before every number.
function compareNumbers(a, b) {
  const value = (text) => (text === "" || Number.isNaN(Number(text)) ? -Infinity : Number(text));
  const [left, right] = [value(a), value(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

function makeFilter(input) {
  const key = input.dataset.filter;
  const rows = [...document.getElementById(key).tBodies].flatMap((body) => [...body.rows]);
  const texts = new Map(rows.map((row) => [row, fold(row.textContent)]));
  const count = document.querySelector(`[data-filter-count="${key}"]`);
  const nothing = document.querySelector(`[data-filter-nothing="${key}"]`);
  const apply = () => {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !wanted.every((word) => texts.get(row).includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = wanted.length ? `${shown}/${rows.length}` : "";
    nothing.hidden = shown > 0;
  };
  input.addEventListener("input", apply);
}
