// SPDX-License-Identifier: Apache-2.0
// Narrows the list of operations while somebody types, and puts it below the box. Without it the list is there in full.
"use strict";

const form = document.querySelector("form.search");

if (form) {
  const field = form.querySelector("input");
  const told = form.querySelector("[role=status]");
  const hint = told.textContent;
  const list = document.querySelector(".operations");
  const home = list.parentElement;
  const small = matchMedia("(max-width: 44rem)");
  const groups = Array.from(document.querySelectorAll(".operations section"), (section) => ({
    section,
    rows: Array.from(section.querySelectorAll("li"), (row) => ({
      row,
      text: `${section.querySelector("h3").textContent} ${row.textContent} ${row.dataset.foundBy}`.toLowerCase(),
    })),
  }));
  const total = groups.reduce((sum, group) => sum + group.rows.length, 0);

  const narrow = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const group of groups) {
      let here = 0;
      for (const { row, text } of group.rows) {
        row.hidden = !words.every((word) => text.includes(word));
        here += row.hidden ? 0 : 1;
      }
      group.section.hidden = here === 0;
      count += here;
    }
    if (words.length) form.after(list);
    else home.append(list);
    home.hidden = !home.contains(list);
    told.textContent = words.length ? `${count} of ${total} operations` : hint;
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = document.querySelector(".operations section:not([hidden]) li:not([hidden]) a");
    if (field.value.trim() && first) first.click();
  });
  field.addEventListener("input", () => {
    narrow();
    if (small.matches && field.value.trim()) form.scrollIntoView(); // the keyboard of a telephone takes half of the screen
  });
  form.hidden = false;
  narrow(); // the browser keeps what was typed when somebody comes back
}
