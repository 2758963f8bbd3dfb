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
const CALM = 700; // ms between two looks at the list, however much happens

countInTitle();
document.getElementById("logout")?.addEventListener("submit", () => forgetDrafts(page.login));

if (document.getElementById("queue")) {
  const list = openList();
  const current = page.page === "case" ? openCase() : null;
  const waiting = () => Number(document.getElementById("waiting").dataset.count);
  let looked = 0;
  const refresh = async () => {
    await new Promise((resolve) => setTimeout(resolve, looked + CALM - Date.now()));
    looked = Date.now();
    const before = waiting();
    await list.refresh();
    if (waiting() > before && document.getElementById("news").hidden) announce(page.newCase ?? page.new);
  };
  const line = listen((changed) =>
    Promise.all([
      current && (changed === null || changed.includes(page.conversation)) ? current.refresh().then(whereabouts.sayWhere) : null,
      changed === null || changed.length ? refresh() : null,
      whereabouts.look(),
    ]),
  );
  const whereabouts = openWhereabouts(line);
  setInterval(() => document.hidden || refresh().catch(() => {}), AGES);
} else if (page.cursor) {
  listen(() => fetchParts("/fragment/nav"));
}
