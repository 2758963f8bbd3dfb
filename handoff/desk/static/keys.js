// The keyboard: single keys for what is done all day. They can be switched off on a device (WCAG 2.1.4), and never work
// while somebody writes in a field.
import { getSetting } from "./settings.js";
import { step } from "./list.js";

const page = document.body.dataset;
const home = document.querySelector(".home").getAttribute("href");
const GO_WITHIN = 1500;
const help = document.getElementById("keys");
const get = (id) => document.getElementById(id);
const visible = (element) => element && !element.disabled && element.offsetParent !== null;
let went = 0;

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => press(get("next-button")),
  c: () => press(get("act-claim")),
  r: () => visible(get("reply-text")) && get("reply-text").focus(),
  "/": search,
  "?": () => help.showModal(),
};
const GO = { w: "waiting", m: "mine", a: "all", g: "closed" };

function press(button) {
  if (visible(button)) button.click();
}

function search() {
  const field = document.querySelector("input[type=search]");
  if (visible(field)) return field.focus();
  const area = document.querySelector(".areas a[href$='/search']");
  if (area) location.assign(area.href);
}

function go(key) {
  const entry = document.querySelectorAll(".areas > ul > li")[Number(key) - 1]?.firstElementChild;
  if (entry?.matches("details")) {
    entry.open = true;
    entry.querySelector("a").focus();
  } else if (entry) location.assign(entry.href);
  else if (GO[key]) location.assign(`${home}?show=${GO[key]}`);
}

function escape(event) {
  const here = document.activeElement;
  if (here.matches("input, textarea, select")) return here.blur();
  if (page.page !== "case" || event.defaultPrevented) return;
  const open = document.querySelector("#cases [aria-current]");
  if (visible(open)) open.focus();
  else document.querySelector(".back")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return escape(event);
  if (event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
  if (!getSetting("keys")) return;
  const going = Date.now() - went < GO_WITHIN;
  went = 0;
  if (going) {
    event.preventDefault();
    return go(event.key);
  }
  if (event.key === "g") {
    went = Date.now();
    return;
  }
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const form = event.target.closest("form[data-sends]");
  if (form) form.requestSubmit();
});

get("keys-off").hidden = getSetting("keys");
get("keys-open").hidden = false;
get("keys-open").addEventListener("click", () => help.showModal());
