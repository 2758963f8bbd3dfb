// Puts the chat together: frames in, frames out.

import { showBoard } from "./board.js";
import { Composer } from "./composer.js";
import { Dialogs } from "./dialogs.js";
import { Frame } from "./frame.js";
import { Line } from "./line.js";
import { link } from "./link.js";
import { Log } from "./log.js";
import { memory } from "./memory.js";
import { Call } from "./call.js";
import { Notice, receiptOfLink } from "./notice.js";
import { newId, Outbox } from "./outbox.js";
import { lang, maxText, say } from "./texts.js";

const get = (id) => document.getElementById(id);
const title = document.title;
const startId = "start";
const linkReasons = { "link-used": "web-link-used", "link-over": "web-link-over" };
const reasons = { "too-long": "web-why-too-long", empty: "web-why-empty", "too-fast": "web-why-too-fast", away: "web-why-away", file: "web-why-file" };

let ended = false;
let unread = 0;
let saidHello = "";
let everOpen = false;
let lineTimer = 0;
let fallbackTimer = 0;
let typingTimer = 0;

const log = new Log({
  scroll: get("log"),
  list: get("rows"),
  empty: get("empty"),
  toEnd: get("to-end"),
  toEndText: get("to-end-text"),
  onPress(row, choice, label) {
    show(outbox.add({ t: "press", id: newId(), row, choice }, { label }));
  },
  onCommand: ask,
});

const line = new Line({
  hello() {
    saidHello = memory.token;
    return { t: "hello", token: saidHello, after: log.place.n, last: log.place.id, lang };
  },
  onFrame(frame) {
    handlers[frame.t]?.(frame);
  },
  onState: lineChanged,
});

const outbox = new Outbox({
  send: (frame) => line.send(frame),
  onStuck: () => line.restart(),
  onChange(message, state, why) {
    if (message.t === "start") return;
    const words = why ? say(reasons[why] ?? "web-why-other", { n: maxText }) : "";
    log.show(message, state, words);
    if (state !== "refused") return;
    composer.say(words);
    composer.restore(message.text);
  },
});

const composer = new Composer({
  onSend(text, attachments) {
    show(outbox.add({ t: "say", id: newId(), text: text.toWellFormed?.() ?? text, attachments }));
  },
  canUpload: () => line.open && log.size > 0,
});

const frameAround = new Frame();

const dialogs = new Dialogs({
  onReturn: (receipt, code) => line.send({ t: "return", receipt, code }),
  onLeave: leave,
  onAsk: ask,
  onNoLink: start,
});

const notice = new Notice({ onTell: (mail) => line.send({ t: "tell", mail }) });
const call = new Call({ onAsk: (phone, when) => line.send({ t: "call", phone, when }) });

const handlers = {
  welcome(frame) {
    if (!saidHello && memory.token && memory.token !== frame.token) {
      line.restart(); // another tab was quicker: both are one citizen
      return;
    }
    const isNew = !saidHello;
    saidHello = memory.token = frame.token; // a later welcome on the same line (a return) starts nothing
    if (frame.reset) log.reset();
    rows(frame.rows);
    speaker(frame.speaker);
    get("fallback").hidden = true;
    get("empty").hidden = log.size > 0 || outbox.waiting;
    // Nobody is greeted, and nothing is written, before the conversation is there that the link leads to.
    if (link.waiting) {
      outbox.drop(startId);
      follow();
    } else {
      composer.show();
      const linked = receiptOfLink();
      const asked = linked && !log.size; // a mail's link on another device: number and code open it
      if (asked) dialogs.askReturn(linked);
      else if (linked) setTimeout(() => knows(linked) || dialogs.askReturn(linked), 1000); // when all rows are there
      if (isNew && !asked) start();
    }
    frameAround.ready();
    // What was there before is history, not news.
    if (!everOpen) setTimeout(() => get("log").setAttribute("aria-live", "polite"), 1000);
  },

  rows(frame) {
    rows(frame.rows);
  },

  stored(frame) {
    outbox.stored(frame.id);
    follow();
  },

  refused(frame) {
    if (frame.id === "return") dialogs.notReturned(frame.why);
    else if (frame.id === "follow") notFollowed(frame.why);
    else if (frame.id === "tell") notice.refused(frame.why);
    else if (frame.id === "call") call.refused(frame.why);
    else {
      outbox.refused(frame.id, frame.why, frame.after);
      follow();
    }
  },

  speaker,

  receipt(frame) {
    const card = get("receipt");
    const isNews = frame.no && get("receipt-no").textContent !== frame.no;
    card.hidden = !frame.no;
    get("receipt-no").textContent = frame.no;
    get("receipt-no-full").textContent = frame.no;
    get("receipt-code").textContent = frame.code;
    if (isNews && everOpen) {
      card.open = true;
      composer.say(say(memory.lasts ? "web-receipt-new" : "embed-unkept-note", { no: frame.no }));
    }
  },

  notice(frame) {
    notice.show(frame);
  },

  board(frame) {
    if (showBoard(frame) && everOpen) frameAround.news(1);
  },

  call(frame) {
    call.show(frame);
  },

  returned() {
    dialogs.returned();
    composer.say(say("web-return-done"));
  },

  followed() {
    const before = get("receipt-no-full").textContent;
    const left = before ? say("web-link-before", { no: before, code: get("receipt-code").textContent }) : "";
    link.done();
    composer.show();
    composer.say(left || say("web-link-done"));
  },

  left(frame) {
    end(frame.why === "erased");
  },

  typing() {
    get("typing").hidden = false;
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => (get("typing").hidden = true), 8000);
  },

  error(frame) {
    if (frame.why === "away") composer.say(say("web-why-away"));
  },
};

// The first contact: the machine greets.
function start() {
  if (log.size === 0 && !outbox.waiting) outbox.add({ t: "start", id: startId });
}

// What was written in another conversation goes there first.
function follow() {
  if (link.waiting && !outbox.waiting) line.send({ t: "follow", link: link.waiting });
}

function notFollowed(why) {
  if (linkReasons[why]) {
    link.done();
    composer.show();
    dialogs.noLink(say(linkReasons[why]));
  } else {
    composer.say(say(why === "too-fast" ? "web-why-too-fast" : "web-why-away"));
    setTimeout(follow, 3000);
  }
}

function knows(receipt) {
  return get("receipt-no").textContent === receipt || get("rows").textContent.includes(receipt);
}

function ask(command) {
  show(outbox.add({ t: "say", id: newId(), text: command, attachments: [] }));
}

function show(message) {
  if (!message.stored) log.show(message, line.open ? "sending" : "waiting");
  lineWords();
}

function rows(list) {
  const fresh = log.add(list);
  for (const row of fresh) if (row.client) outbox.arrived(row.client);
  if (log.place.n) line.send({ t: "ack", n: log.place.n });
  const foreign = fresh.filter((row) => row.who !== "citizen").length;
  if (foreign) {
    get("typing").hidden = true;
    if (everOpen) frameAround.news(foreign);
    if (document.hidden && everOpen) {
      unread += 1;
      document.title = `(${unread}) ${title}`;
    }
  }
}

function speaker({ who, name }) {
  const place = get("speaker");
  const words = say(`web-speaker-${who}`, { name });
  if (place.textContent !== words) place.textContent = words;
  place.dataset.who = who;
}

function lineChanged(state, pause) {
  clearTimeout(lineTimer);
  if (state === "open") {
    clearTimeout(fallbackTimer);
    fallbackTimer = 0;
    const wasLost = get("line").dataset.state === "lost";
    get("line").dataset.state = wasLost && everOpen ? "back" : "open";
    get("line-text").textContent = wasLost && everOpen ? say("web-line-back") : "";
    lineTimer = setTimeout(() => {
      get("line").dataset.state = "open";
      get("line-text").textContent = "";
    }, 4000);
    get("line-retry").hidden = true;
    everOpen = true;
    outbox.opened();
    return;
  }
  outbox.lost();
  for (const message of memory.pending()) if (message.t !== "start" && !message.stored) log.show(message, "waiting");
  // A blink of the line is not worth a word.
  if (get("line").dataset.state !== "lost")
    lineTimer = setTimeout(() => {
      get("line").dataset.state = "lost";
      lineWords();
    }, 1200);
  get("line-retry").hidden = pause < 3000;
  fallbackTimer ||= setTimeout(() => (get("fallback").hidden = ended), 10_000);
}

function lineWords() {
  if (get("line").dataset.state !== "lost") return;
  const words = say(outbox.waiting ? "web-line-lost-pending" : everOpen ? "web-line-lost" : "web-connecting");
  if (get("line-text").textContent !== words) get("line-text").textContent = words;
}

function leave() {
  memory.forget();
  if (line.send({ t: "leave" })) setTimeout(end, 4000);
  else end();
}

function end(erased = false) {
  if (ended) return;
  ended = true;
  memory.forget();
  line.stop();
  clearTimeout(lineTimer);
  log.clear();
  document.title = title;
  for (const id of ["unkept", "receipt", "log", "line", "composer", "to-end", "fallback", "menu-button"]) get(id).hidden = true;
  notice.hide();
  call.hide();
  get("speaker").textContent = "";
  get("ended-words").hidden = erased;
  get("erased-words").hidden = !erased;
  get("ended").hidden = false;
  get("ended").focus();
}

memory.onToken((token) => {
  if (ended || token === memory.token && token === saidHello) return;
  if (!token) end();
  else {
    log.clear();
    line.restart();
  }
});

link.onNew(follow);

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = title;
});

get("line-retry").addEventListener("click", () => line.now());
get("again").addEventListener("click", () => location.reload());
get("receipt-copy").addEventListener("click", async () => {
  const text = `${get("receipt-no-full").textContent} ${get("receipt-code").textContent}`;
  try {
    await navigator.clipboard.writeText(text);
    composer.say(say("web-copied"));
  } catch {
    getSelection().selectAllChildren(get("receipt").querySelector("dl")); // not allowed here: ready for Ctrl+C
  }
});

for (const message of memory.pending()) if (message.t !== "start") log.show(message, message.stored ? "stored" : "waiting");
get("fallback").hidden = true;
fallbackTimer = setTimeout(() => (get("fallback").hidden = ended), 6000);
line.connect();
