// What the citizen sends, one at a time and in order, again and again with the same id until the server has it on disk.

import { memory } from "./memory.js";

const patience = 12_000;
const minute = 60_000;
const aMinute = 15; // below what the server takes from one citizen: what was written offline goes out slowly

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  #queue = [];
  #flying = null;
  #timer = 0;
  #last = 0;
  #times = [];

  // send(frame): whether it went out. onStuck(): no answer came. onChange(message, state, why).
  constructor({ send, onStuck, onChange }) {
    this.send = send;
    this.onStuck = onStuck;
    this.onChange = onChange;
    this.#queue = memory.pending().filter((message) => !message.stored);
  }

  get waiting() {
    return this.#queue.some((message) => message.t !== "start");
  }

  add(frame, more = {}) {
    this.#last = Math.max(Date.now(), this.#last + 1); // the order survives a reload
    const message = { ...frame, ...more, at: this.#last, stored: false };
    if (this.#queue.some((other) => other.id === message.id)) return message;
    memory.keep(message);
    this.#queue.push(message);
    this.next();
    return message;
  }

  // It is not to be sent any more.
  drop(id) {
    this.#take(id);
    memory.drop(id);
  }

  // Its row has come: nobody needs to tell us that it is stored, and it is not sent again.
  arrived(id) {
    memory.drop(id);
    if (this.#take(id)) this.next();
  }

  // The line is open: whatever was under way before is sent again.
  opened() {
    this.#clear();
    this.next();
  }

  lost() {
    this.#clear();
  }

  next() {
    const message = this.#queue[0];
    if (this.#flying || this.#timer || !message) return;
    this.#times = this.#times.filter((time) => time > Date.now() - minute);
    if (this.#times.length >= aMinute) {
      this.#again(this.#times[0] + minute - Date.now());
      return;
    }
    const { t, id, text, attachments, row, choice } = message;
    if (!this.send({ t, id, text, attachments, row, choice })) return;
    this.#flying = message;
    this.#times.push(Date.now());
    this.#timer = setTimeout(() => {
      this.#clear();
      this.onStuck();
    }, patience);
    this.onChange(message, "sending");
  }

  stored(id) {
    const message = this.#take(id);
    if (!message) return;
    message.stored = true;
    if (message.t === "start") memory.drop(id);
    else memory.keep(message);
    this.onChange(message, "stored");
    this.next();
  }

  refused(id, why, after) {
    if (after !== null && after !== undefined) {
      const message = this.#queue.find((other) => other.id === id);
      this.#clear();
      this.#again(after * 1000);
      if (message) this.onChange(message, "later", why);
      return;
    }
    const message = this.#take(id);
    memory.drop(id);
    if (message) this.onChange(message, "refused", why);
    this.next();
  }

  #again(pause) {
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.next();
    }, pause);
  }

  #take(id) {
    if (this.#flying?.id === id) this.#clear();
    const at = this.#queue.findIndex((message) => message.id === id);
    return at < 0 ? null : this.#queue.splice(at, 1)[0];
  }

  #clear() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#flying = null;
  }
}
