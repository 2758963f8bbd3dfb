// The open page: keeps itself up to date. What it shows is always written by the server.
import { listen } from "./live.js";
import { fetchParts, announce, countInTitle } from "./parts.js";
import { openCase } from "./case.js";
import { openList } from "./list.js";
import { openWhereabouts } from "./whereabouts.js";
import { forgetDrafts } from "./drafts.js";
import "./keys.js";

const page = document.body.dataset;
const AGES = 60_000;

countInTitle();
document.getElementById("logout")?.addEventListener("submit", () => forgetDrafts(page.login));

if (document.getElementById("queue")) {
  const waiting = () => Number(document.getElementById("waiting").dataset.count);
  let waited = waiting();
  const list = openList(() => {
    if (waiting() > waited && document.getElementById("news").hidden) announce(page.newCase ?? page.new);
    waited = waiting();
  });
  const current = page.page === "case" ? openCase() : null;
  const line = listen(async (changed, what) => {
    if (what.list || changed?.some(list.shows)) list.refreshSoon();
    if (what.list || what.here) whereabouts.lookSoon();
    if (!current || !(changed === null || changed.includes(page.conversation))) return;
    await current.refresh();
    whereabouts.sayWhere(); // a new row may have been shown
  });
  const whereabouts = openWhereabouts(line);
  setInterval(() => document.hidden || list.refreshSoon(), AGES);
} else if (page.cursor) {
  listen(() => fetchParts("/fragment/nav"));
}
