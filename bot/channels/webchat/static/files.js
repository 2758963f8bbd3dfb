// The files of a message being written: chosen, dropped or pasted, carried at once, each with its progress.

import { element, sized } from "./elements.js";
import { memory } from "./memory.js";
import { accept, fileKinds, maxFile, say } from "./texts.js";

const most = 5;
const get = (id) => document.getElementById(id);
const reasons = {
  401: "web-file-wait",
  408: "web-file-slow",
  413: "web-file-large",
  415: "web-file-type",
  422: "web-file-broken",
  429: "web-file-often",
  507: "web-file-full",
};

export class Files {
  #entries = []; // {li, bar, text, request, url, kept: null | what the server knows it by}

  // say(words): tells the citizen. canUpload(): whether the server knows us.
  constructor({ say, canUpload }) {
    Object.assign(this, { say, canUpload });
    get("attach").hidden = !accept.length;
    get("attach").addEventListener("click", () => get("file").click());
    get("file").addEventListener("change", () => {
      this.#take(get("file").files);
      get("file").value = "";
    });
    get("text").addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      this.#take(event.clipboardData.files);
    });
    for (const kind of ["dragover", "dragleave", "drop"])
      window.addEventListener(kind, (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault(); // else the browser leaves the page for the file
        get("composer").classList.toggle("over", kind === "dragover");
        if (kind === "drop" && !get("composer").hidden) this.#take(event.dataTransfer.files);
      });
  }

  get busy() {
    return this.#entries.some((entry) => !entry.kept);
  }

  // What goes with the message; nothing is left here afterwards.
  takeAll() {
    const kept = this.#entries.map((entry) => entry.kept);
    for (const entry of [...this.#entries]) this.#drop(entry);
    return kept;
  }

  #take(list) {
    this.say("");
    for (const file of [...list]) this.#add(file);
    get("text").focus();
  }

  #add(file) {
    if (!accept.length) return;
    if (this.#entries.length >= most) return this.say(say("web-file-many", { n: most }));
    const ending = file.name.split(".").at(-1).toLowerCase();
    if (!accept.includes(file.type) && !accept.includes(`.${ending}`)) return this.say(`${file.name}: ${say("web-file-type", { kinds: fileKinds })}`);
    if (file.size > maxFile) return this.say(`${file.name}: ${say("web-file-large", { size: sized(maxFile) })}`);
    if (!this.canUpload()) return this.say(say("web-file-wait"));
    this.#carry(this.#draw(file), file);
  }

  #draw(file) {
    const picture = file.type.startsWith("image/");
    const url = picture ? URL.createObjectURL(file) : "";
    const bar = element("progress", { max: 1, value: 0 });
    bar.setAttribute("aria-label", say("web-file-loading"));
    const text = element("span", {}, say("web-file-loading"));
    const remove = element("button", { type: "button", className: "icon" }, element("span", { ariaHidden: "true" }, "✕"));
    remove.setAttribute("aria-label", `${say("web-file-remove")}: ${file.name}`);
    const mark = picture ? element("img", { src: url, alt: "" }) : element("span", { className: "paper", ariaHidden: "true" }, file.name.split(".").at(-1).slice(0, 4).toUpperCase());
    const li = element("li", {}, mark, element("p", {}, element("bdi", {}, file.name), element("br"), text, bar), remove);
    const entry = { li, bar, text, url, kept: null, request: new XMLHttpRequest() };
    remove.addEventListener("click", () => {
      this.#drop(entry);
      get("text").focus();
    });
    this.#entries.push(entry);
    get("preview").append(li);
    get("preview").hidden = false;
    return entry;
  }

  #carry(entry, file) {
    const { request } = entry;
    const fail = (key) => {
      this.#drop(entry);
      this.say(`${file.name}: ${say(key, { kinds: fileKinds, size: sized(maxFile) })}`);
    };
    request.open("POST", "upload");
    request.setRequestHeader("Authorization", `Bearer ${memory.token}`);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name.toWellFormed?.() ?? file.name));
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && (entry.bar.value = event.loaded / event.total);
    request.onerror = () => fail("web-file-failed");
    request.onload = () => {
      const answer = request.response;
      if (request.status !== 200 || !answer?.ref) {
        const known = { infected: "web-file-infected", pixels: "web-file-pixels" }[answer?.why];
        return fail(known ?? reasons[request.status] ?? "web-file-failed");
      }
      const { ref, name, mime, size, place } = answer;
      entry.kept = { ref, name: name || file.name, mime, size, place };
      entry.bar.remove();
      entry.text.textContent = `${sized(size)}, ${say(answer.held ? "web-file-held" : "web-file-ready")}`;
      this.say(say("web-file-all-ready"));
    };
    request.send(file);
  }

  #drop(entry) {
    const at = this.#entries.indexOf(entry);
    if (at < 0) return;
    this.#entries.splice(at, 1);
    if (!entry.kept) entry.request.abort();
    if (entry.url) URL.revokeObjectURL(entry.url);
    entry.li.remove();
    get("preview").hidden = !this.#entries.length;
  }
}
