// The field for a message and its files.

import { Files } from "./files.js";
import { memory } from "./memory.js";
import { maxText, say } from "./texts.js";

const warnFrom = maxText - 500;
const get = (id) => document.getElementById(id);

export class Composer {
  // onSend(text, attachments); canUpload(): whether the server knows us.
  constructor({ onSend, canUpload }) {
    this.onSend = onSend;
    this.files = new Files({ say: (words) => this.say(words), canUpload });
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
    if (this.files.busy) {
      this.say(say("web-file-loading"));
      return;
    }
    const attachments = this.files.takeAll();
    if (!text && !attachments.length) {
      this.text.focus();
      return;
    }
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
}
