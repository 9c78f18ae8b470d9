// The few things that must happen in the browser: copying, counting times on, the palette's keys, the connection banner.
(() => {
  const dwp = window.dwp = window.dwp ?? {};

  const announce = text => {
    const region = document.getElementById("announcer");
    if (region) region.textContent = text;
  };

  // Copying. navigator.clipboard exists only on https and localhost; a portal on a LAN address needs the old way.
  const copy = async text => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  document.addEventListener("click", async event => {
    const target = event.target instanceof Element ? event.target : null;
    const copyButton = target?.closest("[data-copy]");
    if (copyButton) {
      event.preventDefault();
      await copy(copyButton.dataset.copy);
      copyButton.classList.add("copied");
      announce("Copied");
      setTimeout(() => copyButton.classList.remove("copied"), 1200);
    }
    if (target?.closest("[data-reload]")) location.reload();
    if (target?.closest("[data-palette]")) openPalette();
  });

  // The chosen one of a row that is pushed sideways comes into sight; the page itself stays where it is.
  dwp.showCurrent = row => {
    const current = row.querySelector("[aria-current]");
    if (current) row.scrollLeft = current.offsetLeft - row.offsetLeft - (row.clientWidth - current.clientWidth) / 2;
  };

  // Long texts go to the portal as a stream: as the value of a field they would not pass the limit of a circuit's messages.
  // The line end is there because an empty stream is refused on the way.
  dwp.textOf = element => new Blob([element.value, "\n"]);

  // A file dropped anywhere on a drop area is chosen in the file field inside it.
  const dropArea = event => event.dataTransfer?.types.includes("Files") && event.target instanceof Element ? event.target.closest("[data-drop-file]") : null;
  const mark = area => document.querySelectorAll("[data-drop-file]").forEach(one => one.classList.toggle("dropping", one === area));
  document.addEventListener("dragover", event => {
    const area = dropArea(event);
    if (area) event.preventDefault();
    mark(area);
  });
  document.addEventListener("dragleave", event => { if (!event.relatedTarget) mark(null); });
  document.addEventListener("drop", event => {
    const area = dropArea(event);
    mark(null);
    const field = area?.querySelector("input[type=file]");
    if (!field) return;
    event.preventDefault();
    if (field.disabled) return;
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // Relative times. The words are those of Shell/Ago.cs. Only the text node's value is changed: Blazor keeps its hold on the node.
  const length = seconds => seconds < 60 ? `${Math.max(0, Math.floor(seconds))} s`
    : seconds < 3600 ? `${Math.floor(seconds / 60)} min`
    : seconds < 172800 ? `${Math.floor(seconds / 3600)} h`
    : `${Math.floor(seconds / 86400)} d`;
  const tick = () => {
    const now = Date.now();
    for (const time of document.querySelectorAll("time[data-ago]")) {
      const seconds = (now - Date.parse(time.dateTime)) / 1000;
      const words = time.dataset.ago === "length" ? length(seconds) : seconds < 5 ? "just now" : `${length(seconds)} ago`;
      const node = time.firstChild;
      if (node && node.nodeValue !== words) node.nodeValue = words;
    }
    for (const age of document.querySelectorAll("[data-fresh-for]"))
      age.hidden = now - Number(age.dataset.at) <= Number(age.dataset.freshFor) * 1000;
  };
  setInterval(tick, 1000);

  // The palette.
  let palette = null;
  const openPalette = async () => {
    if (!palette || palette.dialog.open) return;
    await palette.owner.invokeMethodAsync("Open");
    palette.dialog.showModal();
    palette.dialog.querySelector("input")?.focus();
  };
  const onKey = event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openPalette();
    }
    if (palette?.dialog.open && (event.key === "ArrowUp" || event.key === "ArrowDown")) event.preventDefault();
  };
  document.addEventListener("keydown", onKey);
  dwp.palette = {
    attach(dialog, owner) {
      palette = { dialog, owner };
      dialog.addEventListener("close", () => palette?.owner.invokeMethodAsync("Closed"));
      dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
    },
    close() { palette?.dialog.close(); },
    detach() { palette = null; },
  };

  // Dialogs of pages: the browser's own, with its focus trap and Escape.
  dwp.dialog = {
    open(dialog) { if (!dialog.open) dialog.showModal(); },
    close(dialog) { dialog.close(); },
  };

  // A circuit that the server has forgotten cannot be resumed: take a new page as soon as the server answers again.
  const banner = () => document.getElementById("components-reconnect-modal");
  const watch = new MutationObserver(() => {
    const lost = banner();
    if (!lost) return;
    const state = ["show", "failed", "rejected"].find(word => lost.classList.contains(`components-reconnect-${word}`));
    document.documentElement.toggleAttribute("data-disconnected", Boolean(state));
    if (state === "rejected") location.reload();
  });
  if (banner()) watch.observe(banner(), { attributes: true, attributeFilter: ["class"] });
})();
