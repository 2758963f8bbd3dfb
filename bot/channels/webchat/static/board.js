// What the town has put up: the emergency banner, and that nobody answers here at the moment.

const get = (id) => document.getElementById(id);

// True when something is to be read that was not there before.
export function showBoard({ banner, link, off }) {
  const box = get("banner");
  const isNews = Boolean(banner) && get("banner-text").textContent !== banner;
  if (get("banner-text").textContent !== banner) get("banner-text").textContent = banner;
  get("banner-link").hidden = !link;
  if (link) get("banner-link").href = link;
  else get("banner-link").removeAttribute("href");
  box.hidden = !banner;
  get("off").hidden = !off;
  return isNews;
}
