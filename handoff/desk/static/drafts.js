// What was typed and not sent yet: kept on the server, and on this device only until the server has it.
const PREFIX = "bd-desk-draft:";
const AFTER = 700;
const page = document.body.dataset;

const name = () => PREFIX + JSON.stringify([page.login, page.conversation, page.receipt]);
const where = () => `${page.base}/case/${page.conversation}/draft`;

export class Drafts {
  #timer = 0;
  #synced = "";
  #saving = null;

  // `state`: where it is said that the draft is kept.
  constructor(state) {
    this.state = state;
  }

  // What this device still has and the server may not: it was typed last.
  left() {
    try {
      return JSON.parse(localStorage.getItem(name()) ?? "null");
    } catch {
      return null;
    }
  }

  // The server is known to have this.
  knows(text, files) {
    this.#synced = JSON.stringify([text, files]);
  }

  changed(text, files) {
    return JSON.stringify([text, files]) !== this.#synced;
  }

  keep(text, files) {
    if (!this.changed(text, files)) return;
    this.#here(text, files);
    this.state.textContent = "";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#saving = this.#save(text, files)), AFTER);
  }

  // Nothing of it is on its way any more: what is sent now must not come back as a draft.
  async settle() {
    clearTimeout(this.#timer);
    await this.#saving;
  }

  forget() {
    clearTimeout(this.#timer);
    this.knows("", "");
    this.#here("", "");
    this.state.textContent = "";
  }

  async fetch() {
    const answer = await fetch(`${where()}?receipt=${encodeURIComponent(page.receipt)}`, { headers: { Accept: "application/json" }, cache: "no-store" });
    return answer.ok ? answer.json() : null;
  }

  async #save(text, files) {
    const body = new URLSearchParams({ text, files, receipt: page.receipt });
    try {
      const headers = { Accept: "application/json", "X-CSRF-Token": page.csrf };
      const answer = await fetch(where(), { method: "POST", body, headers, keepalive: true });
      if (!answer.ok) return;
    } catch {
      return; // it is still on this device
    }
    this.knows(text, files);
    this.#here("", "");
    if (text) this.state.textContent = page.saved;
  }

  #here(text, files) {
    try {
      if (text.trim() || files) localStorage.setItem(name(), JSON.stringify({ text, files }));
      else localStorage.removeItem(name());
    } catch {
      // Without storage the text is still in the field.
    }
  }
}

export function forgetDrafts(login) {
  try {
    const own = PREFIX + JSON.stringify([login]).slice(0, -1);
    for (const key of Object.keys(localStorage)) if (key.startsWith(own)) localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
