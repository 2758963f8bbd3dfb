// The open page: keeps itself up to date. What it shows is always written by the server.
import { listen } from "./live.js";
import { fetchParts, announce, countInTitle } from "./parts.js";
import { openCase } from "./case.js";
import { forgetDrafts } from "./drafts.js";

const page = document.body.dataset;
const AGES = 60_000;

countInTitle();
document.getElementById("logout")?.addEventListener("submit", () => forgetDrafts(page.login));

if (page.page === "list") {
  const waiting = () => Number(document.getElementById("waiting").dataset.count);
  const refresh = async () => {
    const before = waiting();
    await fetchParts(`/fragment/list?show=${page.show}`);
    if (waiting() > before) announce(page.new);
  };
  listen(refresh);
  setInterval(() => document.hidden || refresh().catch(() => {}), AGES);
} else if (page.page === "case") {
  const { refresh } = openCase();
  listen((changed) =>
    Promise.all([
      changed === null || changed.includes(page.conversation) ? refresh() : null,
      fetchParts(`/fragment/list?show=${page.show}&open=${page.conversation}`),
    ]),
  );
}
