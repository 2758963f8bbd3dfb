// Parts of the page fetched anew and put in place, without taking away focus, scroll or anything typed.
const page = document.body.dataset;

export async function fetchDocument(path) {
  const answer = await fetch(page.base + path, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (answer.status === 401) return location.reload();
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

export function swapParts(parts) {
  for (const part of parts.querySelectorAll("[data-swap]")) swap(part);
  countInTitle();
}

export async function fetchParts(path) {
  const parts = await fetchDocument(path);
  if (!parts) return;
  swapParts(parts);
  const added = [];
  for (const list of parts.querySelectorAll("[data-append]")) {
    const here = document.getElementById(list.dataset.append);
    for (const item of [...list.children]) {
      if (document.getElementById(item.id)) continue;
      here.append(document.adoptNode(item));
      added.push(item);
    }
  }
  return added;
}

export function announce(text) {
  const region = document.getElementById("announce");
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 50);
}

const plainTitle = document.title;
export function countInTitle() {
  const count = Number(document.getElementById("waiting").dataset.count);
  document.title = count ? `(${count}) ${plainTitle}` : plainTitle;
}

// What was typed into a part, and which of its menus were open, is there in the new one.
function carry(old, fresh) {
  for (const field of old.querySelectorAll("textarea[id], input[id]:not([type=hidden]), select[id]")) {
    const again = fresh.querySelector(`#${CSS.escape(field.id)}`);
    if (again) again.value = field.value;
  }
  for (const summary of old.querySelectorAll("details[open] > summary[id]")) {
    const again = fresh.querySelector(`#${CSS.escape(summary.id)}`);
    if (again) again.parentElement.open = true;
  }
}

function swap(fresh) {
  const old = document.getElementById(fresh.id);
  if (!old) return;
  const same = old.dataset.version
    ? old.dataset.version === fresh.dataset.version
    : old.outerHTML === fresh.outerHTML;
  if (same) return;
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  carry(old, fresh);
  old.replaceWith(document.adoptNode(fresh));
  if (!focused) return;
  const again = (focused.id && document.getElementById(focused.id)) || null;
  if (again) return again.focus({ preventScroll: true });
  // What had the focus is gone: stay near it rather than at the top of the page.
  fresh.tabIndex = -1;
  fresh.focus({ preventScroll: true });
}
