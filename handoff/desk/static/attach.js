// Files of a reply: chosen, dropped or pasted, carried at once, named by the reply when it is sent.
const page = document.body.dataset;
const get = (id) => document.getElementById(id);

export class Attached {
  #files = []; // {li, ref, name, request}

  constructor(onRefused, onChange) {
    this.onRefused = onRefused;
    this.onChange = onChange;
    const area = get("reply");
    if ("none" in get("attach-area").dataset) return; // the town takes no files
    get("attach-area").hidden = false;
    get("attach").addEventListener("click", () => get("attach-file").click());
    get("attach-file").addEventListener("change", (event) => {
      this.#take(event.target.files);
      event.target.value = "";
    });
    area.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      this.#take(event.clipboardData.files);
    });
    for (const kind of ["dragover", "dragleave", "drop"])
      area.addEventListener(kind, (event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        area.classList.toggle("over", kind === "dragover");
        if (kind === "drop") this.#take(event.dataTransfer.files);
      });
  }

  get empty() {
    return !this.#files.length;
  }

  get busy() {
    return this.#files.some((file) => !file.ref);
  }

  // What the form sends.
  get value() {
    return this.empty ? "" : JSON.stringify(this.#files.map(({ ref, name }) => ({ ref, name })));
  }

  clear() {
    for (const file of [...this.#files]) this.#drop(file);
  }

  // Files that are on the server already: those of a draft.
  restore(list) {
    for (const file of [...this.#files]) this.#drop(file, true);
    for (const { ref, name } of list) Object.assign(this.#show(name, null), { ref }).bar.remove();
  }

  #take(list) {
    for (const file of [...list]) this.#carry(file);
  }

  #carry(file) {
    if (file.size > Number(page.largest)) return this.onRefused(`${file.name}: ${page.tooLarge}`);
    const request = new XMLHttpRequest();
    const entry = this.#show(file.name, request);
    get("attach-state").textContent = page.loading;
    request.open("POST", `${page.base}/case/${page.conversation}/upload`);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRF-Token", page.csrf);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name.toWellFormed?.() ?? file.name));
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && (entry.bar.value = event.loaded / event.total);
    request.onload = () => {
      if (request.status === 401) return location.reload();
      const answer = request.response;
      if (request.status !== 200 || !answer?.ref) {
        this.#drop(entry);
        return this.onRefused(`${file.name}: ${answer?.text ?? page.noAnswer}`);
      }
      Object.assign(entry, { ref: answer.ref, name: answer.name || file.name });
      entry.label.textContent = entry.name;
      entry.bar.remove();
      get("attach-state").textContent = `${entry.name}: ${page.ready}`;
      this.onChange();
    };
    request.onerror = () => {
      this.#drop(entry);
      this.onRefused(`${file.name}: ${page.noAnswer}`);
    };
    request.send(file);
    this.onChange();
  }

  #show(fileName, request) {
    const li = document.createElement("li");
    const label = document.createElement("bdi");
    label.textContent = fileName;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", page.loading);
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "plain";
    remove.textContent = "✕";
    remove.setAttribute("aria-label", `${page.remove}: ${fileName}`);
    li.append(label, bar, remove);
    const entry = { li, label, bar, ref: "", name: fileName, request };
    remove.addEventListener("click", () => {
      this.#drop(entry);
      get("attach").focus();
    });
    this.#files.push(entry);
    get("attached").append(li);
    get("attached").hidden = false;
    return entry;
  }

  #drop(entry, quietly = false) {
    const at = this.#files.indexOf(entry);
    if (at < 0) return;
    this.#files.splice(at, 1);
    if (!entry.ref) entry.request.abort();
    entry.li.remove();
    get("attached").hidden = this.empty;
    if (!quietly) this.onChange();
  }
}
