// One case: new messages at its end, the acts without reload, the reply and its draft.
import { fetchParts, announce } from "./parts.js";
import { Attached } from "./attach.js";
import { readDraft, keepDraft } from "./drafts.js";

const NEAR = 160;

export function openCase() {
  const page = document.body.dataset;
  const of = [page.login, page.conversation, page.receipt];
  const transcript = document.getElementById("transcript");
  const reply = document.getElementById("reply");
  const text = document.getElementById("reply-text");
  const message = document.getElementById("act-message");
  const below = document.getElementById("below");
  const talk = document.getElementById("talk");
  // On a wide page the talk scrolls by itself, on a narrow one the page does.
  const ground = () => (getComputedStyle(talk).overflowY === "auto" ? talk : document.scrollingElement);

  const atEnd = () => ground().scrollHeight - ground().scrollTop - ground().clientHeight < NEAR;
  const toEnd = () => {
    ground().scrollTop = ground().scrollHeight;
    below.hidden = true;
  };
  const mine = () => document.getElementById("reply-state").dataset.mine === "yes";
  const files = new Attached(
    (words) => say("invalid", words),
    () => {
      document.getElementById("reply-files").value = files.value;
      showReply();
    },
  );
  const showReply = () => (reply.hidden = !mine() && !text.value.trim() && files.empty);

  async function refresh() {
    const wasAtEnd = atEnd();
    const last = [...transcript.querySelectorAll("[data-n]")].at(-1)?.dataset.n ?? 0;
    const query = new URLSearchParams({ after: last, receipt: page.receipt });
    const added = (await fetchParts(`/fragment/case/${page.conversation}?${query}`)) ?? [];
    if (added.length) document.getElementById("no-lines")?.remove();
    showReply();
    if (wasAtEnd) toEnd();
    else if (added.length) below.hidden = false;
    if (added.some((item) => item.dataset.who === "citizen")) announce(page.new);
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
    let answer;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: fields,
        headers: { Accept: "application/json", "X-CSRF-Token": page.csrf },
      });
      if (response.status === 401) {
        keepDraft(sent, ...of);
        return location.reload();
      }
      answer = await response.json();
    } catch {
      return say("invalid", page.noAnswer);
    }
    if (answer.said === "done") {
      form.querySelector("[name=request]").value = newRequest();
      if (kind === "reply" && text.value === sent) {
        text.value = "";
        keepDraft("", ...of);
      }
      if (kind === "reply") files.clear();
    }
    say(answer.said, answer.text);
    try {
      await refresh();
      if (kind === "reply" && answer.said === "done") toEnd();
    } catch {
      // The line will tell when the server is back.
    }
    if (kind === "claim" && answer.said === "done") text.focus();
  }

  const newRequest = () =>
    [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  let busy = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.act) return;
    event.preventDefault();
    if (busy) return;
    if (form === reply && files.busy) return say("invalid", page.wait);
    busy = true;
    try {
      await act(form, event.submitter);
    } finally {
      busy = false;
    }
  });
  text.addEventListener("input", () => keepDraft(text.value, ...of));
  text.addEventListener("keydown", (event) => {
    const send = document.getElementById("reply-send");
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || send.disabled) return;
    event.preventDefault();
    reply.requestSubmit(send);
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

  if (!text.value) text.value = readDraft(...of);
  else keepDraft(text.value, ...of); // the server gave back what it did not take
  showReply();
  toEnd();
  return { refresh };
}
