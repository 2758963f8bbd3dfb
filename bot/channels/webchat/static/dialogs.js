// Menu, help, coming back with a receipt number, ending on this device.

import { say } from "./texts.js";

const get = (id) => document.getElementById(id);
const faults = { "wrong-code": "web-return-wrong", "too-often": "web-return-often" };

export class Dialogs {
  // onReturn(receipt, code): whether it went out. onLeave(). onAsk(command): what the menu asks the bot. onNoLink(): the word on a link that led nowhere was read.
  constructor({ onReturn, onLeave, onAsk, onNoLink }) {
    const button = get("menu-button");
    button.hidden = false;
    button.addEventListener("click", () => get("menu").showModal());
    for (const dialog of document.querySelectorAll("dialog")) {
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      // What the menu opened leads back to the menu's button.
      if (dialog.id === "menu") continue;
      dialog.addEventListener("close", () => {
        // The event comes late: who has moved on by then must not be pulled back.
        if (!document.activeElement || document.activeElement === document.body) button.focus();
      });
    }
    get("unkept-return").addEventListener("click", () => get("return").showModal());
    this.#leads("menu-help", "help");
    this.#leads("menu-return", "return");
    this.#leads("menu-leave", "leave");
    for (const [id, command] of [["menu-export", "/auskunft"], ["menu-erase", "/loeschen"]])
      get(id).addEventListener("click", () => {
        get("menu").close();
        onAsk(command);
      });
    get("leave").addEventListener("close", () => {
      const sure = get("leave").returnValue === "yes";
      get("leave").returnValue = "";
      if (sure) onLeave();
    });
    get("link").addEventListener("close", () => {
      if (get("link").returnValue === "return") get("return").showModal();
      get("link").returnValue = "";
      onNoLink();
    });
    get("return-cancel").addEventListener("click", () => get("return").close());
    get("return-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#fault("");
      if (!onReturn(get("return-receipt").value.trim(), get("return-code").value.trim())) this.#fault("web-return-away");
    });
  }

  askReturn(receipt) {
    get("return-receipt").value = receipt;
    get("return").showModal();
    get("return-code").focus();
  }

  returned() {
    get("return-form").reset();
    this.#fault("");
    get("return").close();
  }

  noLink(words) {
    get("link-note").textContent = words;
    get("link").showModal();
  }

  notReturned(why) {
    this.#fault(faults[why] ?? "web-return-away");
    get("return-receipt").focus();
  }

  #leads(from, to) {
    get(from).addEventListener("click", () => {
      get("menu").close();
      get(to).showModal();
    });
  }

  #fault(key) {
    get("return-error").textContent = key ? say(key) : "";
    for (const id of ["return-receipt", "return-code"]) get(id).setAttribute("aria-invalid", String(Boolean(key)));
  }
}
