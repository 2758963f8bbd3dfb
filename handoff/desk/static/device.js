// The page of a device's settings; each is kept as soon as it is changed.
import "./keys.js";
import { getSetting, setSetting } from "./settings.js";
import { ring } from "./alerts.js";

const get = (id) => document.getElementById(id);

get("by-script").hidden = false;
for (const [id, name] of [["single-keys", "keys"], ["sound", "sound"]]) {
  get(id).checked = getSetting(name);
  get(id).addEventListener("change", () => setSetting(name, get(id).checked));
}

const notify = get("notify");
const allowed = () => "Notification" in window && Notification.permission === "granted";
notify.checked = getSetting("notify") && allowed();
notify.addEventListener("change", async () => {
  // Asked only here, by this click.
  if (notify.checked && "Notification" in window && !allowed()) await Notification.requestPermission();
  const denied = notify.checked && !allowed();
  if (denied) notify.checked = false;
  get("notify-denied").hidden = !denied;
  get("notify-denied").textContent = denied ? get("notify-denied").dataset.text : "";
  setSetting("notify", notify.checked);
});
get("sound-try").addEventListener("click", ring);
