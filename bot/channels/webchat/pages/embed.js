// The chat's button on a page of the town. It leaves nothing behind but one element at the end of the page, asks the
// chat for nothing before somebody opens it, and needs of the page's policy only script-src and frame-src.
(function (town) {
  "use strict";
  const script = document.currentScript;
  const warn = (words) => console.warn(`Bürgerdraht: ${words}`);
  if (!script?.src) return warn("embed.js works as <script src=… async> only, neither as a module nor inside other scripts.");
  const chat = new URL(".", script.src);
  if (!town.origins.includes(location.origin)) return warn(`${location.origin} is not among embed_origins in town.yaml, so there is no chat here.`);

  const tag = "buergerdraht-chat";
  const wanted = script.dataset.lang || document.documentElement.lang.slice(0, 2).toLowerCase();
  const lang = wanted in town.texts ? wanted : "de";
  const say = (key, n) => town.texts[lang][`embed-${key}`].replace("{n}", n);
  const address = new URL(`?lang=${lang}`, chat).href;
  const narrow = matchMedia("(max-width: 40em), (max-height: 28em)");
  const patience = 8000;
  const bubble = "M4 5h16v11h-9l-5 4v-4H4z";
  const cross = "M6 6l12 12M18 6L6 18";

  const style = `
    :host { all: initial !important; }
    @media print { :host { display: none !important; } }
    * { box-sizing: border-box; font: inherit; color: inherit; }
    [hidden] { display: none !important; }
    .all { font: 500 medium/1.35 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #17222b; }
    button { display: flex; align-items: center; justify-content: center; gap: 0.5em; min-height: 3.1em; margin: 0;
      padding: 0.5em 1.3em; border: 2px solid #fff; border-radius: 2em; background: ${town.colour}; color: #fff;
      font-weight: 600; cursor: pointer; }
    button:hover { filter: brightness(1.12); }
    button:focus-visible, a:focus-visible { outline: 3px solid ${town.colour}; outline-offset: 2px; box-shadow: 0 0 0 8px #fff; }
    svg { flex: none; width: 1.4em; height: 1.4em; fill: none; stroke: currentcolor; stroke-width: 2;
      stroke-linecap: round; stroke-linejoin: round; }
    .toggle { position: fixed; bottom: 1em; inset-inline-end: 1em; z-index: 2147483000; box-shadow: 0 2px 10px #0005; }
    .news { min-width: 1.6em; padding: 0.05em 0.45em; border-radius: 1em; background: #fff; color: ${town.colour};
      font-size: 0.9em; font-weight: 700; text-align: center; }
    .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    dialog { position: fixed; inset: auto; inset-block-end: 5.2em; inset-inline-end: 1em; z-index: 2147483000;
      width: 25.5em; max-width: calc(100vw - 2em); height: min(44em, calc(100vh - 6.4em)); max-height: none; margin: 0;
      padding: 0; border: 1px solid #74838f; border-radius: 1em; background: #fff; overflow: hidden;
      box-shadow: 0 8px 40px #0005; }
    dialog[open] { display: flex; flex-direction: column; }
    dialog::backdrop { background: none; }
    iframe { flex: 1; min-height: 0; width: 100%; border: 0; background: #fff; }
    iframe:focus-visible { outline: 3px solid ${town.colour}; outline-offset: -3px; }
    .silent { margin: 0; padding: 0.8em 1em; border-top: 1px solid #e0c25a; background: #fff6d8; font-weight: 400; }
    .silent a { display: block; margin-top: 0.4em; color: #17222b; text-decoration: underline; }
    .close { display: none; }
    .left .toggle, .left dialog { inset-inline: 1em auto; }
    @media ${narrow.media} {
      button { min-height: 3.25em; border-radius: 0; border-width: 2px 0 0; padding-bottom: calc(0.5em + env(safe-area-inset-bottom)); }
      .all .toggle { inset: auto 0 0; width: 100%; }
      .all dialog { inset: 0; width: 100%; max-width: none; height: 100%; border: 0; border-radius: 0; }
      .close { display: flex; flex: none; width: 100%; }
      button:focus-visible { outline-color: #fff; outline-offset: -6px; box-shadow: none; }
    }
    @media (prefers-color-scheme: dark) { dialog, iframe { background: #171e26; } }
    @media (forced-colors: active) { button { border-color: ButtonText; } .news { border: 1px solid; } }`;

  function made(name, props, ...children) {
    const element = Object.assign(document.createElement(name), props);
    element.append(...children);
    return element;
  }

  function drawn(path) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.append(document.createElementNS(space, "path"));
    svg.firstChild.setAttribute("d", path);
    return svg;
  }

  function start() {
    for (const other of document.querySelectorAll(tag)) if (other.dataset.chat === chat.href) return;
    const host = made(tag, {});
    host.dataset.chat = chat.href;
    if (!("adoptedStyleSheets" in document) || !window.HTMLDialogElement) {
      host.append(made("a", { href: address, textContent: say("frame") })); // a browser too old for the frame
      document.body.append(host);
      return;
    }
    const root = host.attachShadow({ mode: "open" });
    const look = new CSSStyleSheet();
    look.replaceSync(style);
    root.adoptedStyleSheets = [look];

    const icon = drawn(bubble);
    const label = made("span", { textContent: say("open") });
    const news = made("span", { className: "news", hidden: true });
    news.setAttribute("aria-hidden", "true");
    const newsHeard = made("span", { className: "heard" });
    const toggle = made("button", { type: "button", className: "toggle" }, icon, label, news, newsHeard);
    const status = made("p", { className: "heard" });
    status.setAttribute("role", "status");
    const silent = made("p", { className: "silent", hidden: true });
    silent.setAttribute("role", "status");
    const close = made("button", { type: "button", className: "close" }, drawn(cross), made("span", { textContent: say("close") }));
    const panel = made("dialog", { id: "panel" }, silent, close);
    panel.setAttribute("aria-label", say("frame"));
    toggle.setAttribute("aria-controls", "panel");
    toggle.setAttribute("aria-expanded", "false");
    const all = made("section", { className: script.dataset.side === "left" ? "all left" : "all", lang }, toggle, status, panel);
    all.setAttribute("aria-label", say("frame"));
    root.append(all);

    let frame = null;
    let loaded = false;
    let waiting = 0;
    let unseen = 0;

    const tell = (word) => loaded && frame.contentWindow.postMessage({ buergerdraht: word }, chat.origin);

    function load() {
      frame = made("iframe", {
        title: say("frame"),
        allow: "clipboard-write",
        referrerPolicy: "no-referrer",
        src: address,
        onload() {
          loaded = true;
          tell(panel.open ? "open" : "closed");
        },
      });
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads");
      panel.prepend(frame);
    }

    function show() {
      if (narrow.matches) panel.showModal();
      else panel.show();
      fit();
      frame.focus();
    }

    function open() {
      if (!frame) load();
      show();
      toggle.setAttribute("aria-expanded", "true");
      label.textContent = say("close");
      icon.firstChild.setAttribute("d", cross);
      count(0);
      tell("open");
      waiting = setTimeout(() => {
        silent.hidden = false;
        silent.replaceChildren(say("silent"), made("a", { href: address, target: "_blank", rel: "noopener", textContent: say("window") }));
      }, patience);
    }

    function closed() {
      clearTimeout(waiting);
      toggle.setAttribute("aria-expanded", "false");
      label.textContent = say("open");
      icon.firstChild.setAttribute("d", bubble);
      toggle.focus();
    }

    function count(n) {
      unseen = n;
      const words = n === 0 ? "" : n === 1 ? say("news-one") : say("news-many", n);
      news.hidden = n === 0;
      news.textContent = n > 99 ? "99+" : n;
      newsHeard.textContent = words && `: ${words}`;
      status.textContent = words && `${say("frame")}: ${words}`;
    }

    // On a phone, above the keyboard.
    function fit() {
      const seen = window.visualViewport;
      const place = narrow.matches && panel.open && seen?.scale === 1;
      panel.style.height = place ? `${seen.height}px` : "";
      panel.style.top = place ? `${seen.offsetTop}px` : "";
    }

    // The bar on a phone takes room of its own: it hides neither the end of the page nor what has the focus.
    const room = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, room];
    function makeRoom() {
      const height = Math.ceil(toggle.getBoundingClientRect().height);
      room.replaceSync(narrow.matches ? `html { padding-bottom: ${height}px !important; scroll-padding-bottom: ${height + 8}px !important; }` : "");
    }

    toggle.onclick = () => (panel.open ? panel.close() : open());
    close.onclick = () => panel.close();
    panel.onclose = () => panel.open || closed(); // open again: it only changed its size
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && panel.open && !event.isComposing) panel.close();
    });
    narrow.addEventListener("change", () => {
      makeRoom();
      if (!panel.open) return;
      panel.close();
      show();
      tell("open"); // what had the focus in the chat has lost it
    });
    window.visualViewport?.addEventListener("resize", fit);
    window.visualViewport?.addEventListener("scroll", fit);
    window.addEventListener("message", (event) => {
      if (!frame || event.source !== frame.contentWindow || event.origin !== chat.origin) return;
      const { buergerdraht: word, n } = event.data ?? {};
      if (word === "here") {
        clearTimeout(waiting);
        silent.hidden = true;
      } else if (word === "close" && panel.open) panel.close();
      else if (word === "news" && !panel.open && Number.isSafeInteger(n) && n > 0) count(unseen + n);
    });

    document.body.append(host);
    new ResizeObserver(makeRoom).observe(toggle);
    makeRoom();
  }

  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start, { once: true });
})
