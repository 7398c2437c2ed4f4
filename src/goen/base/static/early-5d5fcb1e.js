// A form sent before the page's scripts have come waits for them: a question that must be asked first is then asked.
(() => {
  const held = [];
  const hold = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push([event.target, event.submitter]);
  };
  document.addEventListener("submit", hold, true);
  // Fired after the modules of the page have run, or failed to come: then the form is sent as plain HTML.
  document.addEventListener("DOMContentLoaded", () => {
    document.removeEventListener("submit", hold, true);
    const last = held.pop(); // pressed twice, it is still sent once
    if (last && last[0].isConnected) last[0].requestSubmit(last[1]);
  });
})();
