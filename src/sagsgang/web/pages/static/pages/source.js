// Pointing at a fact shows where it was read, and the other way round. The page says the same without this.
(() => {
  "use strict";
  const holders = document.querySelectorAll("[data-marks]");
  const byMark = new Map();
  for (const holder of holders) {
    for (const mark of holder.dataset.marks.split(" ")) {
      if (!byMark.has(mark)) byMark.set(mark, []);
      byMark.get(mark).push(holder);
    }
  }
  // Of marks inside each other the innermost is meant, which is named last.
  const markOf = (holder) => holder.dataset.marks.split(" ").at(-1);
  const light = (holder, on) => {
    for (const other of byMark.get(markOf(holder)) || []) other.classList.toggle("lit", on);
  };
  const inSource = (holder) => holder.closest(".source-column") !== null;
  for (const holder of holders) {
    holder.addEventListener("pointerenter", () => light(holder, true));
    holder.addEventListener("pointerleave", () => light(holder, false));
    if (inSource(holder)) continue;
    holder.addEventListener("focus", () => light(holder, true));
    holder.addEventListener("blur", () => light(holder, false));
    const show = () => byMark.get(markOf(holder)).find(inSource)?.scrollIntoView({ block: "center", behavior: "smooth" });
    holder.addEventListener("click", show);
    holder.addEventListener("keydown", (event) => { if (event.key === "Enter") show(); });
  }
  document.querySelectorAll(".hover-hint").forEach((hint) => { hint.hidden = false; });
})();
