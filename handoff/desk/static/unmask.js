// A threat is shown after a click, and the server writes down that somebody looked. Nothing is remembered here.
addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".unmask")) return;
  event.preventDefault();
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: "application/json", "X-CSRF-Token": document.body.dataset.csrf },
  });
  if (answer.status === 401) return location.reload();
  const { text } = await answer.json();
  const shown = document.createElement("p");
  shown.className = answer.ok ? "unmasked" : "message invalid";
  shown.dir = "auto";
  shown.tabIndex = -1;
  shown.textContent = text;
  form.replaceWith(shown);
  shown.focus();
});
