// The field for a message and its photo.

import { memory } from "./memory.js";
import { maxText, say } from "./texts.js";

const maxPhoto = 10 * 1024 * 1024;
const kinds = ["image/jpeg", "image/png", "image/webp"];
const warnFrom = maxText - 500;
const get = (id) => document.getElementById(id);

export class Composer {
  #photo = null; // {ref, size} once uploaded
  #upload = null; // AbortController while under way
  #url = "";

  // onSend(text, attachments); canUpload(): whether the server knows us.
  constructor({ onSend, canUpload }) {
    this.onSend = onSend;
    this.canUpload = canUpload;
    this.form = get("composer");
    this.text = get("text");
    this.count = get("count");
    this.note = get("note");
    this.text.value = memory.draft;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.text.addEventListener("keydown", (event) => {
      // While an input method composes, Enter belongs to it.
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.#send();
    });
    this.text.addEventListener("input", () => this.#changed());
    get("photo").addEventListener("click", () => get("file").click());
    get("file").addEventListener("change", () => this.#pick());
    get("preview-remove").addEventListener("click", () => {
      this.#noPhoto();
      this.text.focus();
    });
    this.#changed();
  }

  show() {
    this.form.hidden = false;
    this.#grow();
  }

  say(text) {
    this.note.textContent = text;
  }

  // A refused text comes back, unless something new is being written.
  restore(text) {
    if (this.text.value.trim() || !text) return;
    this.text.value = text;
    this.#changed();
  }

  #send() {
    const text = this.text.value.replace(/\r\n?/g, "\n").trim();
    const over = Array.from(text).length - maxText;
    if (over > 0) {
      this.say(say("web-why-too-long", { n: maxText }));
      return;
    }
    if (this.#upload) {
      this.say(say("web-photo-loading"));
      return;
    }
    if (!text && !this.#photo) {
      this.text.focus();
      return;
    }
    const attachments = this.#photo ? [this.#photo] : [];
    this.#noPhoto();
    this.text.value = "";
    this.say("");
    this.#changed();
    this.onSend(text, attachments);
    this.text.focus();
  }

  #changed() {
    memory.draft = this.text.value;
    const length = Array.from(this.text.value).length;
    const left = maxText - length;
    this.count.textContent = length < warnFrom ? "" : left >= 0 ? say("web-left-chars", { n: left }) : say("web-over-chars", { n: -left });
    this.count.classList.toggle("over", left < 0);
    this.text.setAttribute("aria-invalid", String(left < 0));
    this.#grow();
  }

  #grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }

  async #pick() {
    const [file] = get("file").files;
    get("file").value = "";
    if (!file) return;
    this.#noPhoto();
    if (!kinds.includes(file.type)) {
      this.say(say("web-photo-type"));
      return;
    }
    if (file.size > maxPhoto) {
      this.say(say("web-photo-large"));
      return;
    }
    if (!this.canUpload()) {
      this.say(say("web-photo-wait"));
      return;
    }
    this.say("");
    this.#url = URL.createObjectURL(file);
    get("preview-image").src = this.#url;
    get("preview-text").textContent = say("web-photo-loading");
    get("preview").hidden = false;
    const upload = new AbortController();
    this.#upload = upload;
    const why = await this.#carry(file, upload.signal);
    if (upload.signal.aborted) return;
    this.#upload = null;
    if (why) {
      this.#noPhoto();
      this.say(say(why));
    } else {
      get("preview-text").textContent = say("web-photo-ready");
      this.text.focus();
    }
  }

  // Uploads; returns the key of what went wrong, or "".
  async #carry(file, signal) {
    try {
      const answer = await fetch("upload", { method: "POST", body: file, signal, headers: { Authorization: `Bearer ${memory.token}` } });
      if (answer.ok) {
        const { ref, size } = await answer.json();
        this.#photo = { ref, size };
        return "";
      }
      return { 401: "web-photo-wait", 413: "web-photo-large", 415: "web-photo-type" }[answer.status] ?? "web-photo-failed";
    } catch {
      return "web-photo-failed";
    }
  }

  #noPhoto() {
    this.#upload?.abort();
    this.#upload = null;
    this.#photo = null;
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = "";
    get("preview-image").removeAttribute("src");
    get("preview").hidden = true;
  }
}
