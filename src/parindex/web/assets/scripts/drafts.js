// A form with data-draft="key" keeps what was typed until it is sent, on this machine only. With
// data-draft-until-saved it keeps it until a page says data-draft-saved="key": a form that was sent
// after the session ended is not lost.
export function startDrafts(root, words) {
  for (const saved of root.querySelectorAll("[data-draft-saved]")) {
    localStorage.removeItem(storageKey(saved.dataset.draftSaved));
  }
  for (const form of root.querySelectorAll("form[data-draft]")) keepDraft(form, words);
}

function storageKey(name) {
  return `draft:${document.body.dataset.user}:${name}`;
}

function keepDraft(form, words) {
  const key = storageKey(form.dataset.draft);
  const stored = localStorage.getItem(key);
  // A form that came back with errors already carries what was typed.
  const cameBack = form.hasAttribute("data-draft-typed") || form.querySelector(".is-invalid");
  if (cameBack) {
    keep(key, form);
  } else if (stored) {
    restore(form, JSON.parse(stored));
    form.prepend(notice(form, key, words));
    for (const part of form.querySelectorAll("[hx-trigger*=draft-restored]")) {
      part.dispatchEvent(new Event("draft-restored"));
    }
  }
  form.addEventListener("input", () => keep(key, form));
  if (!form.hasAttribute("data-draft-until-saved")) {
    form.addEventListener("submit", () => localStorage.removeItem(key));
  }
}

function keep(key, form) {
  try {
    localStorage.setItem(key, JSON.stringify(typed(form)));
  } catch {
    // More than a browser keeps: a whole book was pasted. The form itself has it.
  }
}

function fields(form) {
  return [...form.elements].filter(
    (field) =>
      field.name &&
      (field.hasAttribute("data-draft-keep") ||
        !["hidden", "password", "file", "submit", "button"].includes(field.type)),
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
