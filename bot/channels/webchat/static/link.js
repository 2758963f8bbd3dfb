// A one-time link that the page was opened by. It stands in the fragment, which no server and no preview gets to see.

const shape = /^#weiter=([A-Za-z0-9_-]{32})$/;

function found() {
  return location.hash.match(shape)?.[1] ?? "";
}

export const link = {
  // Not followed yet; it stays in the address until it was, so that a page loaded anew tries again.
  waiting: found(),

  done() {
    this.waiting = "";
    history.replaceState(null, "", location.pathname + location.search);
  },

  // Another link was opened in this very tab.
  onNew(listener) {
    window.addEventListener("hashchange", () => {
      this.waiting = found();
      if (this.waiting) listener();
    });
  },
};
