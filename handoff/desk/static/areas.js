// The groups of the navigation fold by themselves; here they also close when somebody goes elsewhere or presses Escape.
const groups = [...document.querySelectorAll(".areas details")];

function close(but) {
  for (const group of groups) if (group !== but) group.open = false;
}

document.addEventListener("click", (event) => close(event.target.closest(".areas details")));

for (const group of groups) {
  group.addEventListener("toggle", () => group.open && close(group));
  group.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !group.contains(event.relatedTarget)) group.open = false;
  });
  group.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !group.open) return;
    event.stopPropagation();
    group.open = false;
    group.querySelector("summary").focus();
  });
}
