// Alerts of a page in the background: a notification that names a receipt number, a short sound. Both are off at first.
import { getSetting } from "./settings.js";

const TOLD = "bd-desk-told";
const APART = 4000;
let known = null; // what was there when the page came is no news
let rang = 0;

export function alertOf(news) {
  const before = known;
  known = new Set(news.map((one) => one.key));
  if (before === null || document.visibilityState === "visible") return;
  const fresh = news.filter((one) => !before.has(one.key) && isMine(one.key));
  if (!fresh.length) return;
  if (getSetting("notify") && "Notification" in window && Notification.permission === "granted") {
    for (const one of fresh.slice(-3)) {
      const shown = new Notification(one.text, { tag: one.key, icon: `${document.body.dataset.base}/static/icon.svg` });
      shown.onclick = () => {
        window.focus();
        shown.close();
      };
    }
  }
  if (getSetting("sound") && Date.now() - rang > APART) {
    rang = Date.now();
    ring();
  }
}

// Of several open tabs one tells it.
function isMine(key) {
  try {
    const told = JSON.parse(localStorage.getItem(TOLD) ?? "[]");
    if (told.includes(key)) return false;
    localStorage.setItem(TOLD, JSON.stringify([...told.slice(-99), key]));
  } catch {
    // Without storage each tab tells it.
  }
  return true;
}

export function ring() {
  const sound = new AudioContext();
  const loudness = sound.createGain();
  loudness.connect(sound.destination);
  loudness.gain.setValueAtTime(0.0001, sound.currentTime);
  loudness.gain.exponentialRampToValueAtTime(0.15, sound.currentTime + 0.03);
  loudness.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + 0.5);
  for (const [at, pitch] of [[0, 660], [0.15, 880]]) {
    const tone = sound.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(loudness);
    tone.start(sound.currentTime + at);
    tone.stop(sound.currentTime + 0.5);
  }
  setTimeout(() => sound.close(), 1000);
}
