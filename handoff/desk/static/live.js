// The line to the server: says what changed, comes back by itself, and resumes where it was.
const FIRST = 500;
const LONGEST = 15_000;
const ACTIVE_EVERY = 60_000;
const LOGGED_OUT = 4401;

// `changed(conversations)` is called one at a time; null means: anything may have changed.
export function listen(changed) {
  const page = document.body.dataset;
  const lost = document.getElementById("lost");
  let cursor = page.cursor;
  let pause = FIRST;
  let socket = null;
  let dirty = new Set();
  let anew = false;
  let busy = false;

  async function work() {
    if (busy) return;
    busy = true;
    while (anew || dirty.size) {
      const conversations = anew ? null : [...dirty];
      dirty = new Set();
      anew = false;
      try {
        await changed(conversations);
      } catch {
        anew = true; // the server is away: once it is back, look at everything
        await new Promise((resolve) => setTimeout(resolve, 1000 + Math.random() * 1000));
      }
    }
    busy = false;
  }

  function connect() {
    const where = new URL(`${page.base}/live`, location.href);
    where.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    where.searchParams.set("cursor", cursor);
    socket = new WebSocket(where);
    socket.onopen = () => {
      pause = FIRST;
      lost.hidden = true;
      lost.textContent = "";
    };
    socket.onmessage = (event) => {
      const frame = JSON.parse(event.data);
      cursor = frame.cursor;
      if (frame.t === "reload") anew = true;
      else frame.conversations.forEach((conversation) => dirty.add(conversation));
      work();
    };
    socket.onclose = (event) => {
      if (event.code === LOGGED_OUT) return location.reload();
      setTimeout(connect, pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, LONGEST);
      if (pause > FIRST * 4) {
        lost.hidden = false;
        lost.textContent = lost.dataset.text;
        anew = true; // finds out whether it is the session that has ended
        work();
      }
    };
  }

  let told = 0;
  const active = () => {
    if (Date.now() - told < ACTIVE_EVERY || socket?.readyState !== WebSocket.OPEN) return;
    told = Date.now();
    socket.send("active");
  };
  for (const kind of ["keydown", "pointerdown", "input"]) addEventListener(kind, active, { passive: true });
  connect();
}
