"use strict";
// The page is whole without this: it adds the search, the groups by package,
// the way from a picture to the lists, and the switch of colors.
(function () {
  const all = Array.from(document.querySelectorAll(".search-in"));
  const texts = new Map();
  const none = document.getElementById("none");

  function text(element) {
    if (!texts.has(element)) {
      texts.set(element, element.textContent.toLowerCase());
    }
    return texts.get(element);
  }

  // An element is shown when it has all the words.
  function search(query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const element of all) {
      const hit = words.every((word) => text(element).includes(word));
      element.hidden = !hit;
      shown += hit ? 1 : 0;
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = !group.querySelector(".finding:not([hidden])");
    }
    none.hidden = shown > 0 || words.length === 0;
  }

  let timer;
  const input = document.getElementById("search");
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search(input.value), 120);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    }
  });

  // Findings move between groups by check, as the page has them, and groups by
  // package.
  const groups = document.getElementById("groups");
  const original = groups ? Array.from(groups.children) : [];
  const home = new Map();
  for (const group of original) {
    for (const finding of group.querySelectorAll(".finding")) {
      home.set(finding, group);
    }
  }

  function byPackage() {
    const sections = new Map();
    for (const finding of home.keys()) {
      const name = finding.dataset.package;
      if (!sections.has(name)) {
        const section = document.createElement("section");
        section.className = "group";
        const title = document.createElement("h3");
        title.textContent = name;
        section.append(title);
        sections.set(name, section);
      }
      sections.get(name).append(finding);
    }
    groups.replaceChildren(...Array.from(sections.keys()).sort().map((name) => sections.get(name)));
  }

  function byCheck() {
    for (const [finding, group] of home) {
      group.append(finding);
    }
    groups.replaceChildren(...original);
  }

  for (const button of document.querySelectorAll(".by button")) {
    button.addEventListener("click", () => {
      for (const other of document.querySelectorAll(".by button")) {
        other.setAttribute("aria-pressed", String(other === button));
      }
      (button.dataset.by === "package" ? byPackage : byCheck)();
      search(input.value);
    });
  }

  // Under the pointer, a function shows its own curves alone.
  for (const svg of document.querySelectorAll("svg")) {
    const nodes = new Map();
    for (const node of svg.querySelectorAll(".node")) {
      nodes.set(node.dataset.key, node);
    }
    const edges = Array.from(svg.querySelectorAll(".edges path"));
    const focus = (key) => {
      svg.classList.toggle("focus", key !== null);
      for (const node of nodes.values()) {
        node.classList.toggle("on", node.dataset.key === key);
      }
      for (const edge of edges) {
        const on = edge.dataset.from === key || edge.dataset.to === key;
        edge.classList.toggle("on", on);
        if (on) {
          nodes.get(edge.dataset.from).classList.add("on");
          nodes.get(edge.dataset.to).classList.add("on");
        }
      }
    };
    for (const [key, node] of nodes) {
      node.addEventListener("pointerenter", () => focus(key));
      node.addEventListener("pointerleave", () => focus(null));
      node.addEventListener("focusin", () => focus(key));
      node.addEventListener("focusout", () => focus(null));
    }
  }

  function open() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") {
      target.open = true;
    }
  }
  addEventListener("hashchange", open);
  open();

  // What the address asks for: report.html?q=words&by=package&theme=dark.
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  if (["light", "dark"].includes(asked.get("theme"))) {
    root.dataset.theme = asked.get("theme");
  }
  if (asked.get("by") === "package") {
    document.querySelector('[data-by="package"]')?.click();
  }
  if (asked.get("q")) {
    input.value = asked.get("q");
    search(input.value);
  }

  document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
})();
