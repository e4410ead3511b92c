"use strict";
// The pages are whole without this: it adds the search and the switch of colors.
(function () {
  const root = document.body.dataset.root;
  const input = document.getElementById("search");
  const results = document.getElementById("results");

  function escape(text) {
    const span = document.createElement("span");
    span.textContent = text;
    return span.innerHTML;
  }

  // A page counts more when a word is in its title, and the more often it is in
  // its text.
  function search(query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = [];
    for (const page of pages) {
      const title = page.title.toLowerCase();
      const text = page.text.toLowerCase();
      if (!words.every((word) => title.includes(word) || text.includes(word))) {
        continue;
      }
      let score = 0;
      for (const word of words) {
        score += (title === word ? 1000 : title.includes(word) ? 100 : 0) + Math.min(text.split(word).length - 1, 30);
      }
      hits.push({ page, score, at: words.length ? text.indexOf(words[0]) : 0 });
    }
    return hits.sort((a, b) => b.score - a.score).slice(0, 12);
  }

  function show(query) {
    results.hidden = query.trim() === "";
    const word = query.toLowerCase().trim().split(/\s+/)[0];
    const hits = search(query);
    results.innerHTML = hits.length === 0 ? "<li><p>No page has this text.</p></li>" : "";
    for (const { page, at } of hits) {
      const from = Math.max(at - 50, 0);
      const text = page.text.slice(from, from + 150);
      const i = at < 0 ? -1 : at - from;
      const marked = i < 0 ? escape(text) : escape(text.slice(0, i)) + "<mark>" + escape(text.slice(i, i + word.length)) + "</mark>" + escape(text.slice(i + word.length));
      const item = document.createElement("li");
      item.innerHTML = '<a href="' + root + page.url + '"><b>' + escape(page.title) + "</b> <small>" + (from > 0 ? "…" : "") + marked + "…</small></a>";
      results.append(item);
    }
  }

  input.addEventListener("input", () => show(input.value));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      results.querySelector("a")?.click();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      results.hidden = true;
    } else if (event.key === "/" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("header")) {
      results.hidden = true;
    }
  });

  const asked = new URLSearchParams(location.search);
  if (asked.get("q")) {
    input.value = asked.get("q");
    show(input.value);
  }

  const element = document.documentElement;
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme"); // pages in a folder may have none
  } catch {}
  chosen = asked.get("theme") || chosen;
  if (["light", "dark"].includes(chosen)) {
    element.dataset.theme = chosen;
  }
  document.getElementById("theme").addEventListener("click", () => {
    const dark = element.dataset.theme ? element.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    element.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("theme", element.dataset.theme);
    } catch {}
  });

  if (matchMedia("(max-width: 800px)").matches) {
    document.querySelector(".menu").open = false;
  }
})();
