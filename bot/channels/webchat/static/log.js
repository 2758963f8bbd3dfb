// The conversation on the page: rows from the server in their order, then what is still on its way.

import { element, sized } from "./elements.js";
import { marked } from "./marks.js";
import { memory } from "./memory.js";
import { lang, say } from "./texts.js";

const near = 96; // px from the end that still count as reading the end
const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(lang, { weekday: "long", day: "numeric", month: "long" });

function hidden(text) {
  return element("span", { className: "hidden-text" }, text);
}

function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return words.length ? (Array.from(words[0])[0] + (words.length > 1 ? Array.from(words.at(-1))[0] : "")).toUpperCase() : "";
}

export class Log {
  #rows = new Map(); // row id -> li
  #waiting = new Map(); // client id -> {li, message}
  #lastDay = "";
  #top = 0;
  #pinned = true; // the end is being read: it stays in view when the space changes

  constructor({ scroll, list, empty, toEnd, toEndText, onPress, onCommand }) {
    Object.assign(this, { scroll, list, empty, toEnd, toEndText, onPress });
    this.place = { n: 0, id: "" };
    scroll.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    list.addEventListener("click", (event) => {
      const named = event.target.closest?.("button.command");
      if (named && event.detail < 2) onCommand(named.textContent); // a double click asks once
    });
    new ResizeObserver(() => this.#pinned && this.#toBottom()).observe(scroll);
    toEnd.addEventListener("click", () => {
      this.#toBottom();
      scroll.focus({ preventScroll: true });
    });
  }

  get size() {
    return this.#rows.size;
  }

  reset() {
    for (const li of [...this.list.children]) if (!li.dataset.waiting) li.remove();
    this.#rows.clear();
    this.#lastDay = "";
    this.place = { n: 0, id: "" };
  }

  clear() {
    this.reset();
    this.list.replaceChildren();
    this.#waiting.clear();
  }

  // Returns the rows that were new here.
  add(rows) {
    const fresh = rows.filter((row) => row.n > this.place.n && !this.#rows.has(row.id));
    if (!fresh.length) return fresh;
    const wasAtEnd = this.#pinned;
    const wasEmpty = this.#rows.size === 0;
    let first = null;
    let foreign = false;
    for (const row of fresh) {
      const waiting = row.client ? this.#waiting.get(row.client) : undefined;
      if (waiting) {
        this.#waiting.delete(row.client);
        this.#overtaken(waiting.message);
      }
      if (row.who !== "citizen") foreign = true;
      const li = this.#fill(waiting?.li ?? element("li"), row);
      this.#separate(row);
      const before = this.#firstWaiting();
      if (li !== before && !(li.isConnected && li.nextElementSibling === before)) this.list.insertBefore(li, before);
      this.#rows.set(row.id, li);
      this.place = { n: row.n, id: row.id };
      first ??= waiting ? null : li;
    }
    this.#retire();
    this.empty.hidden = true;
    if (wasEmpty) this.#toBottom();
    else if (wasAtEnd && first) this.#toStartOf(first);
    else if (!wasAtEnd && foreign) this.#showBelow();
    return fresh;
  }

  // A message on its way. state: waiting | sending | stored | later | refused.
  show(message, state, why = "") {
    let entry = this.#waiting.get(message.id);
    if (!entry) {
      const li = element("li", { className: "row own" });
      li.dataset.waiting = message.id;
      entry = { li, message };
      this.#waiting.set(message.id, entry);
      this.#drawOwn(li, {
        at: new Date(message.at).toISOString(),
        text: message.text ?? message.label ?? "",
        spans: [],
        files: (message.attachments ?? []).map(({ name, mime, size }) => ({ kind: mime?.startsWith("image/") ? "photo" : "document", name, size })),
      });
      this.list.append(li);
      this.empty.hidden = true;
      this.#toBottom();
    }
    entry.message = message;
    this.#mark(entry.li, state, why);
  }

  // The server keeps our order: what was sent before a message that has its row, and has none, was one too many.
  #overtaken(message) {
    for (const [id, entry] of this.#waiting) {
      if (!entry.message.stored || entry.message.at >= message.at) continue;
      this.#waiting.delete(id);
      delete entry.li.dataset.waiting;
      this.#mark(entry.li, "refused", say("web-why-dropped"));
      memory.drop(id);
    }
  }

  #firstWaiting() {
    return this.list.querySelector(":scope > [data-waiting]");
  }

  #fill(li, row) {
    delete li.dataset.waiting;
    li.dataset.n = row.n;
    if (row.who === "citizen") {
      this.#drawOwn(li, row);
      this.#mark(li, "stored");
      return li;
    }
    li.className = `row ${row.who}`;
    const person = row.who === "person";
    const name = person ? (row.name ? say("web-person", { name: row.name }) : say("web-person-unnamed")) : say("web-machine");
    const badge = element("span", { className: "badge", ariaHidden: "true" }, person ? initials(row.name) : "");
    const parts = [this.#bubble(row)];
    if (row.keys.length) parts.push(this.#keys(row));
    li.replaceChildren(
      badge,
      element("div", { className: "stack" }, element("p", { className: "meta" }, element("b", {}, name), " ", this.#time(row.at)), ...parts),
    );
    return li;
  }

  #drawOwn(li, row) {
    li.className = "row own";
    li.replaceChildren(
      element(
        "div",
        { className: "stack" },
        element("span", { className: "hidden-text" }, say("web-you")),
        this.#bubble(row),
        element("p", { className: "meta" }, this.#time(row.at), " ", element("span", { className: "state" })),
        element("p", { className: "why", hidden: true }),
      ),
    );
  }

  #bubble(row) {
    const bubble = element("div", { className: "bubble", dir: "auto" });
    if (row.text) bubble.append(element("div", { className: "text" }, marked(row.text, row.spans)));
    for (const file of row.files) bubble.append(this.#file(file));
    return bubble;
  }

  // A file: a link that saves it where we have it, a picture shown besides.
  #file(file) {
    const name = file.name || say(file.kind === "photo" ? "web-photo-one" : "web-file-one");
    const size = file.size ? element("span", { className: "size" }, ` (${sized(file.size)})`) : "";
    const className = `attached ${file.kind}`;
    if (!file.url) return element("p", { className }, element("bdi", {}, name), size);
    const link = element("a", { href: file.url, download: file.name || "", className: "file" });
    if (file.kind === "photo") {
      const picture = element("img", { src: file.url, alt: "", loading: "lazy" });
      picture.addEventListener("error", () => picture.remove());
      picture.addEventListener("load", () => this.#pinned && this.#toBottom());
      link.append(picture);
    }
    link.append(element("bdi", {}, name), size);
    link.setAttribute("aria-label", `${say("web-file-save")}: ${link.textContent}`);
    return element("p", { className }, link);
  }

  #time(at) {
    const when = new Date(at);
    return element("time", { dateTime: at, title: when.toLocaleString(lang) }, clock.format(when));
  }

  #keys(row) {
    const group = element("div", { className: "keys" });
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", say("web-choices"));
    for (const line of row.keys) {
      const set = element("div", { className: "key-line" });
      for (const key of line) {
        const cut = key.data.indexOf("|");
        const button = element("button", { type: "button", className: "key" }, key.label);
        button.addEventListener("click", () => {
          if (button.dataset.at && Date.now() - Number(button.dataset.at) < 1500) return; // a double click is one press
          button.dataset.at = Date.now();
          if (!button.classList.contains("chosen")) button.append(hidden(` (${say("web-chosen")})`));
          button.classList.add("chosen");
          this.onPress(key.data.slice(0, cut), key.data.slice(cut + 1), key.label);
        });
        set.append(button);
      }
      group.append(set);
    }
    return group;
  }

  #mark(li, state, why = "") {
    const [label, text] = [li.querySelector(".state"), li.querySelector(".why")];
    const words = { waiting: "web-unsent", sending: "web-sending", stored: "web-stored", later: "web-sending", refused: "web-not-sent" };
    if (label.dataset.state !== state) label.replaceChildren(say(words[state]));
    label.dataset.state = state;
    text.textContent = why;
    text.hidden = !why;
  }

  #separate(row) {
    const when = new Date(row.at);
    const date = when.toDateString();
    if (date === this.#lastDay) return;
    this.#lastDay = date;
    const yesterday = new Date();
    yesterday.setDate(yesterday.getDate() - 1);
    const name = date === new Date().toDateString() ? say("web-today") : date === yesterday.toDateString() ? say("web-yesterday") : day.format(when);
    this.list.insertBefore(element("li", { className: "day" }, element("span", {}, name)), this.#firstWaiting());
  }

  // Buttons of older messages work on, but step back.
  #retire() {
    const rows = [...this.list.querySelectorAll(":scope > .row[data-n]")];
    rows.forEach((row, at) => row.querySelector(".keys")?.classList.toggle("old", at < rows.length - 1));
  }

  #atEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < near;
  }

  // Only who scrolls back leaves the end; a view that got smaller did not.
  #scrolled() {
    if (this.#atEnd()) this.#pinned = true;
    else if (this.scroll.scrollTop < this.#top) this.#pinned = false;
    this.#top = this.scroll.scrollTop;
    if (this.#pinned) this.toEnd.hidden = true;
  }

  #toBottom() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.#scrolled();
  }

  // A long answer is read from its beginning.
  #toStartOf(li) {
    const top = li.offsetTop - this.list.offsetTop;
    const bottom = this.scroll.scrollHeight - this.scroll.clientHeight;
    this.scroll.scrollTop = Math.min(bottom, top);
    this.#top = this.scroll.scrollTop;
    this.#pinned = this.#atEnd();
    if (this.#pinned) this.toEnd.hidden = true;
    if (top < bottom - near) this.#showBelow();
  }

  #showBelow() {
    this.toEndText.textContent = say("web-new-below");
    this.toEnd.hidden = false;
  }
}
