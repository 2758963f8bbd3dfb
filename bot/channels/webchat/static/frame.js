// The page of the town that shows this chat in a frame: it says that the chat is opened, and hears of each new message.

import { memory } from "./memory.js";
import { origins } from "./texts.js";

const get = (id) => document.getElementById(id);
const framed = window.parent !== window;

export class Frame {
  #parent = ""; // the page's origin, once it has spoken
  #focusLater = false;

  constructor() {
    get("unkept").hidden = memory.lasts;
    get("unkept-window").hidden = !framed;
    if (!framed) return;
    document.body.classList.add("framed");
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || !origins.includes(event.origin)) return;
      const word = event.data?.buergerdraht;
      if (word !== "open" && word !== "closed") return;
      this.#parent = event.origin;
      if (word === "closed") return;
      this.#tell("here");
      this.#focus();
    });
    document.addEventListener("keydown", (event) => {
      // A dialog in here closes first.
      if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog[open]")) return;
      this.#tell("close");
    });
  }

  // The chat can be written in now.
  ready() {
    if (this.#focusLater) this.#focus();
  }

  // So many messages came that are not the citizen's own. Whether they were seen, only the page knows.
  news(n) {
    this.#tell("news", n);
  }

  // Into the field; where a keyboard would come up and hide the talk, to the talk.
  #focus() {
    const text = get("text");
    this.#focusLater = text.offsetParent === null;
    if (this.#focusLater || matchMedia("(pointer: coarse)").matches) get("log").focus();
    else text.focus();
  }

  #tell(word, n) {
    if (this.#parent) window.parent.postMessage({ buergerdraht: word, n }, this.#parent);
  }
}
