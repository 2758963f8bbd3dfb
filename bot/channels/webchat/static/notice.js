// Being told of replies by mail: the field, and the way in from such a mail.

const get = (id) => document.getElementById(id);

export class Notice {
  #mail = "";

  // onTell(mail): whether it went out; "" ends the mails. Where the town sends none, there is no field.
  constructor({ onTell }) {
    this.box = get("notice");
    if (!this.box) return;
    get("notice-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const mail = get("notice-mail").value.trim();
      if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(mail)) this.refused("no-mail");
      else this.#tell(onTell, mail);
    });
    get("notice-stop").addEventListener("click", () => this.#tell(onTell, ""));
  }

  show({ offer, mail }) {
    if (!this.box) return;
    const changed = mail !== this.#mail;
    this.#mail = mail;
    this.box.hidden = !offer;
    const words = mail ? this.box.dataset.on.replace("{mail}", mail) : this.box.dataset.offer;
    get("notice-summary").textContent = words;
    get("notice-stop").hidden = !mail;
    this.#fault("");
    if (!changed || !offer) return;
    get("notice-mail").value = "";
    if (this.box.open) {
      this.box.open = false;
      get("notice-summary").focus();
      get("notice-said").textContent = words;
    }
  }

  refused(why) {
    if (!this.box) return;
    this.#fault(this.box.dataset[why.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())] ?? this.box.dataset.away);
    get("notice-mail").focus();
  }

  hide() {
    if (this.box) this.box.hidden = true;
  }

  #tell(onTell, mail) {
    this.#fault("");
    if (!onTell(mail)) this.refused("away");
  }

  #fault(text) {
    get("notice-error").textContent = text;
    get("notice-mail").setAttribute("aria-invalid", String(Boolean(text)));
  }
}

// The receipt number that a mail's link carries; taken out of the address, as it has done its work then.
export function receiptOfLink() {
  const found = /^#([A-Z0-9][A-Z0-9-]{1,39})$/.exec(location.hash);
  if (!found) return "";
  history.replaceState(null, "", location.pathname + location.search);
  return found[1];
}
