// Hover or focus on a marked phrase lights its tasks; hover or focus on a task lights its phrases.
export function startMarkedText() {
  let pointer = "";
  document.addEventListener("pointerover", (event) => {
    // What scrolls away under a resting pointer changes nothing.
    const place = `${event.clientX} ${event.clientY}`;
    if (place !== pointer) lightAround(event.target);
    pointer = place;
  });
  document.addEventListener("focusin", (event) => lightAround(event.target));
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("[data-marks]");
    const key = mark?.dataset.marks.split(" ").at(-1);
    const part = key && document.querySelector(`[data-mark-key="${CSS.escape(key)}"]`);
    if (!part) return;
    // On a narrow screen the other side is hidden until an address leads to it.
    if (part.id && part.offsetParent === null) location.hash = part.id;
    part.scrollIntoView({ block: "nearest" });
    light(keysOf(mark));
  });
  takeSelection();
}

// Words selected in the paper are put into an empty field that waits for them.
function takeSelection() {
  let selected = "";
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const paper = selection.anchorNode?.parentElement?.closest(".review-text");
    if (paper && !selection.isCollapsed) selected = selection.toString();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("[data-takes-selection]") && !event.target.value && selected) {
      event.target.value = selected.replace(/\s+/g, " ").trim();
      selected = "";
    }
  });
}

function lightAround(element) {
  light(keysOf(element));
  if (element.closest?.("[data-mark-key]")) showPhrase();
}

// A paper that scrolls inside its own frame shows the phrase that a task has lit.
function showPhrase() {
  // Of the text and the pictures of its pages one is on the screen.
  const lit = [...document.querySelectorAll("[data-marks].is-lit")].filter((mark) => mark.getClientRects().length);
  const phrase = lit.find((mark) => !mark.classList.contains("mark-item")) ?? lit[0];
  const frame = phrase?.closest("[tabindex]");
  if (!frame || frame.scrollHeight <= frame.clientHeight) return;
  const [inner, outer] = [phrase.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) {
    frame.scrollTop += inner.top - outer.top - outer.height / 3;
  }
}

function keysOf(element) {
  const part = element.closest?.("[data-marks], [data-mark-key]");
  if (!part) return [];
  return (part.dataset.marks ?? part.dataset.markKey).split(" ");
}

function light(keys) {
  for (const part of document.querySelectorAll("[data-marks], [data-mark-key]")) {
    const own = (part.dataset.marks ?? part.dataset.markKey).split(" ");
    part.classList.toggle("is-lit", own.some((key) => keys.includes(key)));
  }
}
