// What a script adds to the desk; every page does its work without it.
"use strict";

// A key goes to the field that names it: "/" to the search.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (wanted) {
    event.preventDefault();
    wanted.focus();
  }
});

// Choices of a filter count as soon as they are made.
document.addEventListener("change", (event) => {
  if (event.target.matches("form.filters select, form.filters input[type=checkbox]")) event.target.form.requestSubmit();
});

// Print what is on the page.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// What only a script can do is offered only where there is one.
for (const each of document.querySelectorAll(".scripted")) each.hidden = false;
