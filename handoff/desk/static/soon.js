// Calls something soon, and however often it is asked for not more than once in a while; tries again when it fails.
const AGAIN = 2000;
const HIDDEN = 4; // times as calm in the background

export function soon(act, calm) {
  let timer = 0;
  let busy = false;
  let asked = false;
  let last = 0;

  async function run() {
    timer = 0;
    busy = true;
    asked = false;
    last = Date.now();
    try {
      await act();
    } catch {
      asked = true; // the server is away
      last = Date.now() + AGAIN * Math.random();
    }
    busy = false;
    if (asked) ask();
  }

  function ask() {
    if (busy) asked = true;
    else timer ||= setTimeout(run, Math.max(0, last + calm * (document.hidden ? HIDDEN : 1) - Date.now()));
  }
  return ask;
}
