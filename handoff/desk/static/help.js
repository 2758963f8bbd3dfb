// Suggestions and canned texts: one click, or Enter in the search, puts them into the reply.
import { announce } from "./parts.js";

const page = document.body.dataset;
const get = (id) => document.getElementById(id);

export function openHelp(onInsert) {
  const text = get("reply-text");

  function insert(link) {
    const { insert: words, entry } = link.dataset;
    const at = text.selectionEnd;
    const before = text.value.slice(0, at).trimEnd();
    const after = text.value.slice(at).trimStart();
    text.value = [before, words, after].filter(Boolean).join("\n\n");
    const gap = words.search(/\{\w+\}/);
    const start = before ? before.length + 2 : 0;
    text.focus();
    if (gap < 0) text.setSelectionRange(start + words.length, start + words.length);
    else text.setSelectionRange(start + gap, start + gap + words.slice(gap).indexOf("}") + 1);
    if (entry) get("reply-entry").value = entry;
    announce(page.inserted);
    onInsert();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".insert");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    insert(link);
  });

  const search = get("texts-search");
  if (!search) return;
  const items = [...document.querySelectorAll("#texts-list .ready")];
  const shown = () => items.filter((item) => !item.hidden);
  search.hidden = false;
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of items) item.hidden = !words.every((word) => item.dataset.search.includes(word));
    get("texts-found").textContent = words.length ? `${shown().length} ${get("texts-found").dataset.text}` : "";
  });
  search.addEventListener("keydown", (event) => {
    const first = shown()[0];
    if (event.isComposing || !first) return;
    if (event.key === "ArrowDown") first.querySelector("summary").focus();
    else if (event.key === "Enter" && first.querySelector(".insert")) {
      search.value = "";
      search.dispatchEvent(new Event("input"));
      insert(first.querySelector(".insert"));
    }
    else return;
    event.preventDefault();
  });
  get("texts-list").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = shown().indexOf(event.target.closest(".ready"));
    if (!step || here < 0) return;
    event.preventDefault();
    (shown()[here + step]?.querySelector("summary") ?? (step < 0 ? search : event.target)).focus();
  });
}
