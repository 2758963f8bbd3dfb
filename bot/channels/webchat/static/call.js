// Being called back: a number and a time of day, beside the talk.

const get = (id) => document.getElementById(id);

export class Call {
  #phone = "";

  // onAsk(phone, when): whether it went out; an empty number takes it back.
  constructor({ onAsk }) {
    this.box = get("call");
    get("call-form").addEventListener("submit", (event) => {
      event.preventDefault();
      const phone = get("call-phone").value.trim();
      if (phone.replace(/\D/g, "").length < 6) this.refused("no-phone");
      else this.#ask(onAsk, phone, get("call-when").value);
    });
    get("call-stop").addEventListener("click", () => this.#ask(onAsk, "", "any"));
  }

  show({ offer, phone, when }) {
    const changed = phone !== this.#phone;
    this.#phone = phone;
    this.box.hidden = !offer;
    const words = phone ? this.box.dataset.on.replace("{phone}", phone) : this.box.dataset.offer;
    get("call-summary").textContent = words;
    get("call-stop").hidden = !phone;
    if (when) get("call-when").value = when;
    this.#fault("");
    if (!changed || !offer) return;
    get("call-phone").value = "";
    if (this.box.open) {
      this.box.open = false;
      get("call-summary").focus();
      get("call-said").textContent = words;
    }
  }

  refused(why) {
    this.#fault(this.box.dataset[why.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())] ?? this.box.dataset.away);
    get("call-phone").focus();
  }

  hide() {
    this.box.hidden = true;
  }

  #ask(onAsk, phone, when) {
    this.#fault("");
    if (!onAsk(phone, when)) this.refused("away");
  }

  #fault(text) {
    get("call-error").textContent = text;
    get("call-phone").setAttribute("aria-invalid", String(Boolean(text)));
  }
}
