// What is set on this device; without storage everything is as at first.
const PREFIX = "bd-desk-set:";
const AT_FIRST = { keys: true, notify: false, sound: false };

export function getSetting(name) {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept === null ? AT_FIRST[name] : kept === "on";
  } catch {
    return AT_FIRST[name];
  }
}

export function setSetting(name, on) {
  try {
    localStorage.setItem(PREFIX + name, on ? "on" : "off");
  } catch {
    // It holds until the page is left.
  }
}
