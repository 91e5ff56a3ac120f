// Comfort, not function: every page works without this file.
"use strict";

(() => {
  const words = document.documentElement.dataset;

  // Text fields that grow, where the stylesheet cannot do it.
  if (!CSS.supports("field-sizing", "content")) {
    const grow = (area) => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 4}px`;
    };
    for (const area of document.querySelectorAll("textarea[data-grow]")) {
      area.addEventListener("input", () => grow(area));
      grow(area);
    }
  }

  // A summary of errors is read first.
  document.querySelector("[data-focus]")?.focus();

  // What was typed is kept: <form data-autosave="address">, and the word for it in [data-saved-here].
  const DEBOUNCE = 900;
  const PAUSES = [2000, 5000, 15000, 60000];

  const autosave = (form) => {
    const place = form.querySelector("[data-saved-here]") || document.querySelector("[data-saved-here]");
    let timer = 0;
    let failures = 0;
    let dirty = false;
    let running = false;
    let over = false;

    const say = (text) => {
      if (place && place.textContent !== text) place.textContent = text || "";
    };
    const body = () => {
      const data = new FormData(form);
      for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
      return data;
    };
    const plan = (pause) => {
      clearTimeout(timer);
      if (!over) timer = setTimeout(save, pause);
    };
    const again = () => {
      dirty = true;
      say(words.unsaved);
      plan(PAUSES[Math.min(failures++, PAUSES.length - 1)]);
    };

    async function save() {
      if (over || running || !dirty) return;
      running = true;
      dirty = false;
      try {
        const answer = await fetch(form.dataset.autosave, {
          method: "POST",
          body: body(),
          credentials: "same-origin",
          headers: { "X-Requested-With": "weerzien", Accept: "application/json" },
        });
        if (answer.ok) {
          failures = 0;
          if (!dirty) say(words.saved);
        } else if (answer.status === 429 || answer.status >= 500) {
          again();
        } else {
          over = true; // answered elsewhere, or closed meanwhile: trying again would not help
          const problem = await answer.json().catch(() => ({}));
          say(problem.detail || words.unsaved);
        }
      } catch {
        again();
      } finally {
        running = false;
        if (dirty && !failures) plan(DEBOUNCE);
      }
    }

    form.addEventListener("input", () => {
      dirty = true;
      plan(DEBOUNCE);
    });
    form.addEventListener("submit", () => {
      over = true;
      clearTimeout(timer);
    });
    addEventListener("pageshow", (event) => {
      if (event.persisted) over = false;
    });
    addEventListener("online", () => dirty && plan(0));
    addEventListener("pagehide", () => {
      if (dirty && !over) navigator.sendBeacon(form.dataset.autosave, body());
    });
  };
  for (const form of document.querySelectorAll("form[data-autosave]")) autosave(form);

  // What unfolds in place without us opens as a dialog with us.
  for (const details of document.querySelectorAll("details[data-dialog]")) {
    const content = details.querySelector(".ask-body");
    const dialog = document.createElement("dialog");
    const title = content.querySelector(".ask-title");
    title.id ||= `ask-${Math.random().toString(36).slice(2)}`;
    dialog.setAttribute("aria-labelledby", title.id);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button quiet dialog-close";
    close.textContent = words.close;
    close.addEventListener("click", () => dialog.close());
    details.after(dialog);
    details.querySelector("summary").addEventListener("click", (event) => {
      event.preventDefault();
      dialog.append(content, close);
      dialog.showModal();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
  }

  // A menu closes with Escape, and when one looks elsewhere.
  const menus = document.querySelectorAll("details.menu");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
  });

  // In a calendar the arrows walk over the days on which there is something: a day on or back, a week on or back.
  document.addEventListener("keydown", (event) => {
    const calendar = event.target.closest?.("[data-days]");
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 7, ArrowUp: -7 };
    const step = steps[event.key];
    if (!calendar || !step || !event.target.matches("a")) return;
    event.preventDefault();
    const cells = [...calendar.querySelectorAll("td")];
    let at = cells.indexOf(event.target.closest("td")) + step;
    while (cells[at] && !cells[at].querySelector("a")) at += step;
    cells[at]?.querySelector("a").focus();
  });

  // Where one chooses again and again, the digits 1 to 9 tick the first choices.
  for (const form of document.querySelectorAll("form[data-digits]")) {
    if (matchMedia("(hover: hover)").matches) form.querySelector("[data-digits-hint]")?.removeAttribute("hidden");
    form.addEventListener("keydown", (event) => {
      const box = form.querySelectorAll("input[type=checkbox]")[Number(event.key) - 1];
      if (!box || !/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      box.checked = !box.checked;
      box.focus();
    });
  }

  // Up and down walk over the rows of a table, from link to link.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const row = event.target.closest?.("tbody tr");
    if (!row || row.closest("[data-days]") || !event.target.matches("a")) return;
    const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    const link = next?.querySelector("a");
    if (link) {
      event.preventDefault();
      link.focus();
    }
  });
})();
