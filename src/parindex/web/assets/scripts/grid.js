// A table whose cells are links, walked by arrow keys: one stop of the Tab key instead of thousands.
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export function startGrids(root) {
  for (const body of root.querySelectorAll("tbody[data-grid]")) makeGrid(body);
}

function makeGrid(body) {
  const links = body.querySelectorAll("td a");
  for (const link of links) link.tabIndex = -1;
  let current = links[0];
  if (current) current.tabIndex = 0;
  body.addEventListener("focusin", (event) => {
    const link = event.target.closest("td a");
    if (!link || link === current) return;
    current.tabIndex = -1;
    link.tabIndex = 0;
    current = link;
  });
  body.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const cell = event.target.closest("td");
    if (!step || !cell) return;
    const next = neighbour(body, cell, step)?.querySelector("a");
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "center" });
  });
}

// Rows without cells (nothing submitted yet) are passed over.
function neighbour(body, cell, [down, right]) {
  if (right) return right > 0 ? cell.nextElementSibling : cell.previousElementSibling;
  const rows = [...body.rows];
  let at = rows.indexOf(cell.parentElement) + down;
  while (rows[at] && !rows[at].cells[cell.cellIndex]) at += down;
  return rows[at]?.cells[cell.cellIndex];
}
