// What was typed and not sent yet, kept on this device for one staff member and one case.
const PREFIX = "bd-desk-draft:";

const name = (login, conversation, receipt) => PREFIX + JSON.stringify([login, conversation, receipt]);

export function readDraft(...of) {
  try {
    return localStorage.getItem(name(...of)) ?? "";
  } catch {
    return "";
  }
}

export function keepDraft(text, ...of) {
  try {
    if (text.trim()) localStorage.setItem(name(...of), text);
    else localStorage.removeItem(name(...of));
  } catch {
    // Without storage the text is still in the field.
  }
}

export function forgetDrafts(login) {
  try {
    const own = PREFIX + JSON.stringify([login]).slice(0, -1);
    for (const key of Object.keys(localStorage)) if (key.startsWith(own)) localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
