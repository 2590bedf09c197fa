// A short message in the corner, for what happened without a new page.
export function showToast(text, closeLabel) {
  let corner = document.querySelector(".toasts");
  if (!corner) {
    corner = document.createElement("div");
    corner.className = "toasts";
    corner.setAttribute("role", "alert");
    document.body.append(corner);
  }
  const box = document.createElement("div");
  box.className = "alert-box tone-error";
  box.dataset.dismissible = "";
  const words = document.createElement("div");
  words.className = "alert-words";
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "icon-button";
  close.dataset.dismiss = "";
  close.setAttribute("aria-label", closeLabel);
  close.textContent = "×";
  box.append(words, close);
  corner.append(box);
}
