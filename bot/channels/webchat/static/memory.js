// What the browser keeps: the token and the messages not confirmed yet. Nothing else survives a reload.

const base = `buergerdraht:${new URL(".", location.href).pathname}`;
const tokenKey = `${base}:token`;
const pendingKey = `${base}:pending:`;
const draftKey = `${base}:draft`;
const keepStored = 24 * 60 * 60 * 1000;

function working(name) {
  try {
    const store = window[name];
    store.setItem(`${base}:try`, "1");
    store.removeItem(`${base}:try`);
    return store;
  } catch {
    return null; // forbidden or full: this visit works, a reload starts over
  }
}

class Substitute extends Map {
  getItem(key) {
    return this.get(key) ?? null;
  }
  setItem(key, value) {
    this.set(key, value);
  }
  removeItem(key) {
    this.delete(key);
  }
}

const lasting = working("localStorage") ?? new Substitute();
const passing = working("sessionStorage") ?? new Substitute();

function keys() {
  return lasting instanceof Map ? [...lasting.keys()] : Object.keys(lasting);
}

export const memory = {
  // Whether it outlives this window.
  lasts: !(lasting instanceof Map),

  get token() {
    return lasting.getItem(tokenKey) ?? "";
  },

  set token(value) {
    lasting.setItem(tokenKey, value);
  },

  get draft() {
    return passing.getItem(draftKey) ?? "";
  },

  set draft(value) {
    passing.setItem(draftKey, value);
  },

  // One key a message, so that two tabs never overwrite each other's.
  keep(message) {
    try {
      lasting.setItem(pendingKey + message.id, JSON.stringify(message));
    } catch {
      // The storage is full: the message is still sent from this page.
    }
  },

  drop(id) {
    lasting.removeItem(pendingKey + id);
  },

  pending() {
    const found = [];
    for (const key of keys()) {
      if (!key.startsWith(pendingKey)) continue;
      let message = null;
      try {
        message = JSON.parse(lasting.getItem(key));
      } catch {
        // Not ours; dropped below.
      }
      if (!message?.id || (message.stored && Date.now() - message.at > keepStored)) lasting.removeItem(key);
      else found.push(message);
    }
    return found.sort((a, b) => a.at - b.at);
  },

  forget() {
    for (const key of keys()) if (key.startsWith(`${base}:`)) lasting.removeItem(key);
    passing.removeItem(draftKey);
  },

  // Another tab of this browser changed the token: the new one, "" when it was forgotten.
  onToken(listener) {
    window.addEventListener("storage", (event) => {
      if (event.key === tokenKey) listener(event.newValue ?? "");
    });
  },
};
