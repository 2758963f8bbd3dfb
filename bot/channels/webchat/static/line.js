// The WebSocket: connects, connects again, notices a dead line. Knows nothing of what is said on it.

const silence = 60_000; // the server is heard at least every 25 s
const longestPause = 15_000;

export class Line {
  #socket = null;
  #tries = 0;
  #timer = 0;
  #heard = 0;
  #stopped = false;

  // hello(): the first frame. onFrame(frame), onState("open" | "lost", nextTryInMs).
  constructor({ hello, onFrame, onState }) {
    this.hello = hello;
    this.onFrame = onFrame;
    this.onState = onState;
    this.open = false;
    window.addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.now());
    window.addEventListener("pageshow", (event) => event.persisted && this.restart());
    setInterval(() => this.#socket && Date.now() - this.#heard > silence && this.restart(), 10_000);
  }

  connect() {
    clearTimeout(this.#timer);
    this.#drop();
    if (this.#stopped) return;
    const url = new URL("ws", location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    url.search = "";
    url.hash = "";
    const socket = new WebSocket(url);
    this.#socket = socket;
    this.#heard = Date.now();
    socket.onopen = () => socket.send(JSON.stringify(this.hello()));
    socket.onmessage = (event) => {
      this.#heard = Date.now();
      const frame = JSON.parse(event.data);
      if (frame.t === "welcome") {
        this.#tries = 0;
        this.open = true;
      }
      this.onFrame(frame);
      if (frame.t === "welcome") this.onState("open", 0);
    };
    socket.onclose = () => this.#lost();
  }

  // Try at once when the line is down.
  now() {
    if (!this.#socket) this.connect();
  }

  restart() {
    this.#drop();
    this.connect();
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#drop();
  }

  send(frame) {
    if (!this.open || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    this.open = false;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #lost() {
    this.#socket = null;
    this.open = false;
    if (this.#stopped) return;
    const pause = Math.min(longestPause, 500 * 2 ** this.#tries) * (0.75 + Math.random() / 2);
    this.#tries += 1;
    this.#timer = setTimeout(() => this.connect(), pause);
    this.onState("lost", pause);
  }
}
