// One case: new messages at its end, the acts without reload, the reply and its draft.
import { fetchParts, announce } from "./parts.js";
import { Attached } from "./attach.js";
import { Drafts } from "./drafts.js";
import { openHelp } from "./help.js";

const NEAR = 160;
const TICK = 250;

export function openCase() {
  const page = document.body.dataset;
  const get = (id) => document.getElementById(id);
  const transcript = get("transcript");
  const reply = get("reply");
  const text = get("reply-text");
  const message = get("act-message");
  const below = get("below");
  const talk = get("talk");
  const correcting = reply.dataset.act === "correct";
  const drafts = new Drafts(get("draft-state"));
  // On a wide page the talk scrolls by itself, on a narrow one the page does, and the right column stands below.
  const narrow = () => getComputedStyle(talk).overflowY !== "auto";
  const beyond = () =>
    narrow()
      ? talk.getBoundingClientRect().bottom - innerHeight
      : talk.scrollHeight - talk.scrollTop - talk.clientHeight;
  const atEnd = () => Math.abs(beyond()) < NEAR;
  const toEnd = () => {
    (narrow() ? window : talk).scrollBy(0, beyond());
    below.hidden = true;
  };
  const mine = () => get("reply-state").dataset.mine === "yes";
  const given = get("reply-files").value;
  const files = new Attached((words) => say("invalid", words), edited);
  const showReply = () => (reply.hidden = !mine() && !text.value.trim() && files.empty);

  function edited() {
    get("reply-files").value = files.value;
    if (!text.value.trim()) get("reply-entry").value = "";
    if (!correcting) drafts.keep(text.value, files.value);
    showReply();
  }

  // What the server has of the draft, put into the field, unless something else was typed here since.
  async function takeDraft() {
    const kept = await drafts.fetch();
    if (!kept || correcting) return;
    const note = get("refused");
    if (kept.refused && kept.refused !== note.dataset.name) return location.reload(); // the server has the words
    if (drafts.changed(text.value, files.value)) return;
    text.value = kept.text;
    files.restore(kept.files);
    get("reply-files").value = files.value;
    drafts.knows(text.value, files.value);
    showReply();
  }

  async function refresh() {
    const wasAtEnd = atEnd();
    const going = get("outgoing").dataset.version;
    const last = [...transcript.querySelectorAll("[data-n]")].at(-1)?.dataset.n ?? 0;
    const did = transcript.querySelectorAll("[data-did]").length;
    const query = new URLSearchParams({ after: last, did, receipt: page.receipt });
    const added = (await fetchParts(`/fragment/case/${page.conversation}?${query}`)) ?? [];
    if (added.length) get("no-lines")?.remove();
    showReply();
    if (wasAtEnd) toEnd();
    else if (added.some((item) => item.dataset.n)) below.hidden = false;
    if (get("outgoing").dataset.version !== going) await takeDraft();
    if (!added.some((item) => item.dataset.who === "citizen")) return;
    announce(page.new);
    await fetchParts(`/fragment/help/case/${page.conversation}`);
  }

  function say(kind, words) {
    message.className = `message ${kind}`;
    message.textContent = words;
    message.hidden = !words;
  }

  async function act(form, button) {
    const kind = form.dataset.act;
    const fields = new URLSearchParams(new FormData(form, button));
    const sent = text.value;
    if (form === reply) await drafts.settle();
    let answer;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: fields,
        headers: { Accept: "application/json", "X-CSRF-Token": page.csrf },
      });
      if (response.status === 401) return location.reload(); // what was typed is a draft
      answer = await response.json();
    } catch {
      if (form === reply) edited();
      return say("invalid", page.noAnswer);
    }
    if (form === reply && answer.said !== "done") edited();
    const done = ["done", "retry-done"].includes(answer.said);
    if (done) {
      const id = form.querySelector("[name=request]");
      if (id) id.value = newRequest();
      if (kind === "correct") return location.assign(`${page.base}/case/${page.conversation}`);
      if (kind === "reply" && text.value === sent) {
        text.value = "";
        files.clear();
        get("reply-entry").value = "";
        if (get("then-end")) get("then-end").value = "";
        drafts.forget();
      } else if (kind === "reply") {
        drafts.knows("", ""); // what was typed since is a draft of its own
        edited();
      } else {
        for (const field of form.querySelectorAll("textarea, input:not([type=hidden]), select")) field.value = "";
      }
      form.closest("details")?.removeAttribute("open");
      for (const open of form.querySelectorAll("details[open]")) open.open = false;
    }
    if (kind === "reply" && done) {
      say("done", ""); // the reply itself is to be seen, and what becomes of it
      announce(answer.text);
    } else say(done ? "done" : answer.said, answer.text);
    try {
      await refresh();
      if (kind === "reply" && answer.said === "done") toEnd();
    } catch {
      // The line will tell when the server is back; a case given away may be nobody's to see here any more.
      if (kind === "transfer" && answer.said === "done") return location.assign(page.base || "/");
    }
    if (kind === "recall" && answer.said === "done") text.focus();
    if (kind === "claim" && answer.said === "done") text.focus();
  }

  const newRequest = () =>
    [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  // Acts leave one after the other as they were asked for; the same one asked for twice, as by a double click, is one.
  const asked = new Set();
  let turn = Promise.resolve();
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (!form.dataset.act) return;
    event.preventDefault();
    if (form === reply && files.busy) return say("invalid", page.wait);
    const same = `${form.action}?${new URLSearchParams(new FormData(form, submitter))}`;
    if (asked.has(same)) return;
    asked.add(same);
    const mine = turn.then(() => act(form, submitter)).finally(() => asked.delete(same));
    turn = mine.catch(() => {}); // the next one is not to blame
  });
  text.addEventListener("input", edited);
  text.addEventListener("keydown", (event) => {
    const send = get("reply-send");
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || send.disabled) return;
    event.preventDefault();
    reply.requestSubmit(send);
  });
  // Menus are closed by Escape and by a click beside them.
  const close = (menu) => menu && (menu.open = false);
  addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.act[open]");
    if (!menu) return;
    close(menu);
    menu.querySelector("summary").focus();
  });
  addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.act[open]")) if (!menu.contains(event.target)) close(menu);
  });
  below.addEventListener("click", toEnd);
  let stays = true; // at the end, and to be kept there while pictures still arrive
  addEventListener(
    "scroll",
    () => {
      stays = atEnd();
      if (stays) below.hidden = true;
    },
    { passive: true, capture: true },
  );
  transcript.addEventListener("load", () => stays && toEnd(), { capture: true });
  setInterval(() => {
    for (const going of document.querySelectorAll("[data-leaves]")) {
      const left = Math.max(0, Math.ceil((Date.parse(going.dataset.leaves) - Date.now()) / 1000));
      going.querySelector("[data-leaves-text]").textContent = page.leavesIn.replace("#", left);
    }
  }, TICK);
  document.addEventListener("visibilitychange", () => document.hidden || takeDraft().catch(() => {}));

  files.restore(given ? JSON.parse(given) : []);
  if (!correcting) {
    drafts.knows(text.value, files.value);
    const left = drafts.left();
    if (left?.text && !text.value) {
      text.value = left.text;
      edited();
    }
  }
  openHelp(edited);
  showReply();
  text.setSelectionRange(text.value.length, text.value.length); // whoever goes on writing does so at the end
  if (location.hash === "#reply-text") text.focus();
  toEnd();
  return { refresh };
}
