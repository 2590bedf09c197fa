// Files that are dropped or chosen go to the server one by one, each with its own progress and its
// own answer. Without this script the form sends them all at once.
export function startAttachments(root) {
  for (const form of root.querySelectorAll("form[data-upload]")) {
    const input = form.querySelector("input[type=file]");
    form.classList.add("is-live");
    form.querySelector("[data-upload-button]").hidden = true;
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      sendAll(form, files);
    });
    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
    form.addEventListener("dragleave", (event) => {
      if (!form.contains(event.relatedTarget)) form.classList.remove("is-over");
    });
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("is-over");
      sendAll(form, [...event.dataTransfer.files]);
    });
  }
}

async function sendAll(form, files) {
  // What was taken before stands in the list by now.
  for (const line of form.querySelectorAll("[data-upload-list] .is-taken")) line.remove();
  const lines = files.map((file) => [file, newLine(form, file)]);
  for (const [file, line] of lines) {
    if (file.size > Number(form.dataset.largest)) end(line, form.dataset.textTooLarge, false);
    else await send(form, file, line);
  }
}

function newLine(form, file) {
  const line = document.createElement("li");
  const name = document.createElement("strong");
  const words = document.createElement("span");
  const bar = document.createElement("progress");
  name.textContent = file.name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  line.append(name, bar, words);
  form.querySelector("[data-upload-list]").append(line);
  return line;
}

function end(line, text, isTaken) {
  line.querySelector("progress")?.remove();
  line.querySelector("span").textContent = text;
  line.className = isTaken ? "is-taken" : "is-refused";
}

function send(form, file, line) {
  const words = form.dataset;
  const said = line.querySelector("span");
  const bar = line.querySelector("progress");
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("files", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  said.textContent = words.textSending;
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    said.textContent = words.textChecking;
  });
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      const isOwnAnswer = request.responseURL === form.action;
      if (request.status === 200 && isOwnAnswer) {
        form.parentElement.querySelector("[data-attachment-list]").innerHTML = request.responseText;
        end(line, words.textAttached, true);
      } else if (request.status === 422) end(line, request.responseText, false);
      else end(line, request.status === 0 ? words.textUnreachable : words.textRefused, false);
      resolve();
    });
    request.send(body);
  });
}
