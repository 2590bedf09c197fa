// Hover or focus on a marked phrase lights its tasks; hover or focus on a task lights its phrases.
export function startMarkedText() {
  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => light(keysOf(event.target)));
  }
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("mark[data-marks]");
    const key = mark?.dataset.marks.split(" ").at(-1);
    if (key) document.querySelector(`[data-mark-key="${CSS.escape(key)}"]`)?.scrollIntoView({ block: "nearest" });
  });
}

function keysOf(element) {
  const part = element.closest?.("mark[data-marks], [data-mark-key]");
  if (!part) return [];
  return (part.dataset.marks ?? part.dataset.markKey).split(" ");
}

function light(keys) {
  for (const part of document.querySelectorAll("mark[data-marks], [data-mark-key]")) {
    const own = (part.dataset.marks ?? part.dataset.markKey).split(" ");
    part.classList.toggle("is-lit", own.some((key) => keys.includes(key)));
  }
}
