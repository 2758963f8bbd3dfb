// The list in the left column. It never moves under pointer or focus: what is shown changes in place, new order and new
// concerns wait until the list is let go, or until they are asked for.
import { announce, fetchDocument, swapParts } from "./parts.js";
import { soon } from "./soon.js";

const TOUCHED_FOR = 3000;
const CALM = 1000; // ms between two looks at the list, however much happens

export function openList(shown) {
  const queue = document.getElementById("queue");
  const news = document.getElementById("news");
  const gone = document.getElementById("gone-text").textContent;
  const list = () => document.getElementById("cases");
  const cards = (within) => [...within.querySelectorAll(".card")];
  let waiting = null; // the newest list, not shown yet
  let touched = 0;
  let told = "";

  const held = () =>
    list().matches(":hover") || list().contains(document.activeElement) || Date.now() - touched < TOUCHED_FOR;

  const comparable = (card) => card.outerHTML.replace(/ (?:tabindex="-1"|data-gone)/g, "");

  function update(old, fresh) {
    if (comparable(old) === comparable(fresh)) return;
    const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
    old.className = fresh.className;
    old.replaceChildren(...fresh.cloneNode(true).childNodes);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  function showInPlace(fresh) {
    const byId = new Map(cards(fresh).map((card) => [card.id, card]));
    const here = cards(list());
    for (const card of here) {
      const other = byId.get(card.id);
      if (other) update(card, other);
      else if (!card.classList.contains("gone")) {
        card.classList.add("gone");
        card.append(Object.assign(document.createElement("p"), { className: "left", textContent: gone }));
      }
    }
    const known = new Set(here.map((card) => card.id));
    const added = [...byId.keys()].filter((id) => !known.has(id)).length;
    const kept = here.filter((card) => byId.has(card.id)).map((card) => card.id);
    const moved = kept.join() !== [...byId.keys()].filter((id) => known.has(id)).join() || kept.length < here.length;
    const words = added === 1 ? news.dataset.one : added ? news.dataset.many.replace("{n}", added) : moved ? news.dataset.moved : "";
    news.hidden = !words;
    news.textContent = words;
    if (words && words !== told) announce(words);
    told = words;
    return added > 0 || moved;
  }

  function show(fresh) {
    waiting = null;
    news.hidden = true;
    told = "";
    const here = new Map(cards(list()).map((card) => [card.id, card]));
    const focused = list().contains(document.activeElement) ? document.activeElement.id : "";
    const top = queue.scrollTop;
    // Cards that stay are kept, so that nothing flickers and no reader loses its place.
    for (const card of cards(fresh)) {
      const old = here.get(card.id);
      if (!old) continue;
      update(old, card);
      card.replaceWith(old);
    }
    list().replaceWith(document.adoptNode(fresh));
    queue.scrollTop = top;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  function letGo() {
    if (waiting && !held()) show(waiting);
  }

  async function refresh() {
    const query = new URLSearchParams(queue.dataset.query);
    query.set("open", queue.dataset.open);
    query.set("receipt", queue.dataset.receipt);
    const parts = await fetchDocument(`/fragment/list?${query}`);
    if (!parts) return;
    swapParts(parts);
    const fresh = parts.getElementById("cases");
    if (held()) waiting = showInPlace(fresh) ? fresh : null;
    else show(fresh);
    shown();
  }

  queue.addEventListener("pointerleave", letGo);
  queue.addEventListener("pointermove", (event) => event.target.closest("#cases") || letGo(), { passive: true });
  queue.addEventListener("focusout", () => setTimeout(letGo));
  for (const kind of ["touchstart", "touchmove"])
    queue.addEventListener(
      kind,
      () => {
        touched = Date.now();
        setTimeout(letGo, TOUCHED_FOR + 50);
      },
      { passive: true },
    );
  news.addEventListener("click", () => {
    if (!waiting) return;
    const fresh = waiting;
    show(fresh);
    list().querySelector(".about a")?.focus();
  });

  // Which case is open is to be seen when its page opens; later the list holds still.
  list().querySelector(".card.open")?.scrollIntoView({ block: "nearest" });

  // The filters apply by themselves; without script there is a button.
  const narrow = document.getElementById("narrow");
  narrow?.addEventListener("change", () => narrow.requestSubmit());

  const shows = (conversation) => cards(list()).some((card) => card.dataset.conversation === conversation);
  return { shows, refreshSoon: soon(refresh, CALM) };
}

// Steps through the list by keyboard; the focus moves, as it would by Tab.
export function step(by) {
  const links = [...document.querySelectorAll("#cases .about a")];
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  const open = links.findIndex((link) => link.getAttribute("aria-current"));
  const from = at >= 0 ? at : open;
  const next = from < 0 ? (by > 0 ? 0 : links.length - 1) : from + by;
  links[Math.max(0, Math.min(links.length - 1, next))].focus();
}
