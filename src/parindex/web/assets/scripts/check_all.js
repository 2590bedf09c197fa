// A list of ticks gets a first one that ticks or clears them all, with how many are ticked.
export function startCheckAll(root, words) {
  for (const list of root.querySelectorAll("[data-check-all]")) addCheckAll(list, words);
}

function addCheckAll(list, words) {
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  if (boxes.length < 2) return;
  const all = document.createElement("input");
  all.type = "checkbox";
  all.className = "form-check-input";
  const label = document.createElement("label");
  label.className = "check-line check-all";
  const text = document.createElement("span");
  label.append(all, text);
  list.querySelector("legend").after(label);
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    text.textContent = `${words.textAll} (${ticked}/${boxes.length})`;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    boxes[0].dispatchEvent(new Event("input", { bubbles: true }));
    show();
  });
  list.addEventListener("change", show);
  list.closest("form").addEventListener("reset", () => setTimeout(show));
  show();
}
