// Who is where: this page says which case it shows and that a reply is being written (never what), and shows the same of
// colleagues, and which citizens are there now. From the same look come the alerts of a page in the background.
import { alertOf } from "./alerts.js";
import { soon } from "./soon.js";

const CALM = 1500;
const AT_EVERY = 15_000;
const TYPING_EVERY = 3_000;
const LOOK_EVERY = 20_000;
const WRITING_LASTS = 9_000;

export function openWhereabouts(line) {
  const page = document.body.dataset;
  const beside = document.getElementById("beside");
  const text = document.getElementById("reply-text");
  let typed = 0;
  let later = 0;

  function sayWhere() {
    if (!page.conversation) return;
    const shown = document.visibilityState === "visible";
    const last = [...document.querySelectorAll("#transcript [data-n]")].at(-1)?.dataset.n;
    line.send({ t: "at", conversation: shown ? page.conversation : "", n: Number(last ?? 0) });
  }

  function show(here, reachable) {
    let writing = false;
    for (const card of document.querySelectorAll("#cases .card")) {
      const sign = card.querySelector(".here");
      put(sign, here[card.dataset.conversation]);
      writing ||= Boolean(here[card.dataset.conversation]?.writes);
      card.querySelector(".reachable").hidden = !reachable.has(card.dataset.conversation);
    }
    if (beside) {
      put(beside, here[page.conversation]);
      writing ||= Boolean(here[page.conversation]?.writes);
    }
    clearTimeout(later);
    later = setTimeout(lookSoon, writing ? WRITING_LASTS : LOOK_EVERY);
  }

  function put(sign, one) {
    if (!sign) return;
    const words = one?.text ?? "";
    sign.classList.toggle("writes", Boolean(one?.writes));
    if (sign.textContent !== words) sign.textContent = words;
    sign.hidden = !words;
  }

  async function look() {
    const answer = await fetch(`${page.base}/fragment/whereabouts`, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const { here, reachable, news } = await answer.json();
    show(here, new Set(reachable));
    alertOf(news);
  }

  const lookSoon = soon(look, CALM);
  text?.addEventListener("input", () => {
    if (Date.now() - typed < TYPING_EVERY || !text.value.trim()) return;
    typed = Date.now();
    line.send({ t: "typing", conversation: page.conversation });
  });
  addEventListener("desk-line", sayWhere);
  document.addEventListener("visibilitychange", sayWhere);
  setInterval(() => document.visibilityState === "visible" && sayWhere(), AT_EVERY);
  lookSoon();
  return { lookSoon, sayWhere };
}
