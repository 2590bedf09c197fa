// A form with data-draft="key" keeps what was typed until it is sent, on this machine only.
export function startDrafts(root, words) {
  for (const form of root.querySelectorAll("form[data-draft]")) keepDraft(form, words);
}

function keepDraft(form, words) {
  const key = `draft:${document.body.dataset.user}:${form.dataset.draft}`;
  const stored = localStorage.getItem(key);
  // A form that came back with errors already carries what was typed.
  if (stored && !form.querySelector(".is-invalid")) {
    restore(form, JSON.parse(stored));
    form.prepend(notice(form, key, words));
  }
  form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify(typed(form))));
  form.addEventListener("submit", () => localStorage.removeItem(key));
}

function fields(form) {
  return [...form.elements].filter(
    (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type),
  );
}

function typed(form) {
  return fields(form).map((field) =>
    field.type === "checkbox" || field.type === "radio" ? field.checked : field.value,
  );
}

function restore(form, values) {
  fields(form).forEach((field, index) => {
    if (values[index] === undefined) return;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values[index];
    else field.value = values[index];
  });
}

function notice(form, key, words) {
  const box = document.createElement("div");
  box.className = "alert-box tone-info";
  box.setAttribute("role", "status");
  const text = document.createElement("div");
  text.className = "alert-words";
  text.textContent = words.textDraft;
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "btn";
  discard.textContent = words.textDiscard;
  discard.addEventListener("click", () => {
    localStorage.removeItem(key);
    form.reset();
    box.remove();
  });
  box.append(text, discard);
  return box;
}
