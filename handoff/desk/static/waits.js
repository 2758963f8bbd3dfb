// What takes seconds says so: a button with data-wait shows that text, and cannot be pressed twice.
import { announce } from "./parts.js";

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button?.dataset.wait) return;
  const label = button.textContent;
  button.textContent = button.dataset.wait;
  announce(button.dataset.wait);
  // Afterwards: a button that is out of use is not sent with its form.
  setTimeout(() => (button.disabled = true));
  // The browser may bring this very page back.
  addEventListener("pageshow", () => {
    button.textContent = label;
    button.disabled = false;
  }, { once: true });
});
