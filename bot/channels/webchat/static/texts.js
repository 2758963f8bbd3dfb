// The page's texts, handed over by the server; arguments stand as {name}.

const data = JSON.parse(document.getElementById("page-data").textContent);

export const lang = data.lang;
export const maxText = data.maxText;
export const { accept, fileKinds, maxFile } = data.files;
export const origins = data.origins; // of the pages that may show the chat in a frame

export function say(key, args = {}) {
  return data.texts[key].replace(/\{(\w+)\}/g, (whole, name) => (name in args ? String(args[name]) : whole));
}
