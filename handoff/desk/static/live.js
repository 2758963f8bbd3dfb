// The line to the server: says what changed, comes back by itself, and resumes where it was.
const FIRST = 500;
const LONGEST = 15_000;
const ACTIVE_EVERY = 60_000;
const SILENT_AFTER = 50_000; // the server says something every 20 s
const LOGGED_OUT = 4401;

// `changed(conversations, what)` is called one at a time; null means: anything may have changed. `what.list`: a list may
// be another one; `what.here`: colleagues came, went or write.
export function listen(changed) {
  const page = document.body.dataset;
  const lost = document.getElementById("lost");
  let cursor = page.cursor;
  let pause = FIRST;
  let socket = null;
  let heard = Date.now();
  let again = 0;
  let dirty = new Set();
  let what = {};
  let anew = false;
  let busy = false;

  async function work() {
    if (busy) return;
    busy = true;
    while (anew || what.here || what.list || dirty.size) {
      const conversations = anew ? null : [...dirty];
      const told = anew ? { list: true, here: true } : what;
      dirty = new Set();
      what = {};
      anew = false;
      try {
        await changed(conversations, told);
      } catch {
        anew = true; // the server is away: once it is back, look at everything
        await new Promise((resolve) => setTimeout(resolve, 1000 + Math.random() * 1000));
      }
    }
    busy = false;
  }

  function connect() {
    clearTimeout(again);
    const where = new URL(`${page.base}/live`, location.href);
    where.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    where.searchParams.set("cursor", cursor);
    if (page.conversation) where.searchParams.set("open", page.conversation);
    const mine = new WebSocket(where);
    socket = mine;
    heard = Date.now();
    mine.onopen = () => {
      heard = Date.now();
      pause = FIRST;
      lost.hidden = true;
      lost.textContent = "";
      dispatchEvent(new Event("desk-line"));
    };
    mine.onmessage = (event) => {
      if (socket !== mine) return; // an old line that woke up late
      heard = Date.now();
      const frame = JSON.parse(event.data);
      if (frame.t === "beat") return;
      cursor = frame.cursor;
      if (frame.t === "reload") anew = true;
      else frame.conversations.forEach((conversation) => dirty.add(conversation));
      what = { list: what.list || frame.list, here: what.here || frame.here };
      work();
    };
    mine.onclose = (event) => {
      if (socket !== mine) return;
      if (event.code === LOGGED_OUT) return location.reload();
      again = setTimeout(connect, pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, LONGEST);
      if (pause > FIRST * 4) {
        lost.hidden = false;
        lost.textContent = lost.dataset.text;
        anew = true; // finds out whether it is the session that has ended
        work();
      }
    };
  }

  // A laptop that slept, a network that changed: the line looks open and is dead.
  function check() {
    if (Date.now() - heard < SILENT_AFTER) return;
    const old = socket;
    socket = null;
    old?.close();
    connect();
  }
  setInterval(check, 10_000);
  for (const kind of ["online", "pageshow", "focus"]) addEventListener(kind, check);
  document.addEventListener("visibilitychange", check);

  function send(frame) {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  }

  let told = 0;
  const active = () => {
    if (Date.now() - told < ACTIVE_EVERY || socket?.readyState !== WebSocket.OPEN) return;
    told = Date.now();
    send({ t: "active" });
  };
  for (const kind of ["keydown", "pointerdown", "input"]) addEventListener(kind, active, { passive: true });
  connect();
  return { send };
}
