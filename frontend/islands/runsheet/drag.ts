/** Move a row among its siblings with a finger or mouse; the buttons and Alt+arrows do the same. */
export function draggable(grip: HTMLElement, row: HTMLElement, siblings: () => HTMLElement[], moved: () => void): void {
  let from = 0;
  let hasMoved = false;

  const over = (event: PointerEvent): void => {
    row.style.transform = `translateY(${event.clientY - from}px)`;
    const others = siblings().filter((other) => other !== row);
    const target = others.find((other) => {
      const box = other.getBoundingClientRect();
      return event.clientY > box.top && event.clientY < box.bottom;
    });
    if (!target) return;
    const before = row.getBoundingClientRect().top;
    const isBelow = Boolean(row.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (isBelow) target.after(row);
    else target.before(row);
    // The row's own place moved under the finger: keep it where the finger is.
    from += row.getBoundingClientRect().top - before;
    row.style.transform = `translateY(${event.clientY - from}px)`;
    hasMoved = true;
  };

  const drop = (): void => {
    row.removeAttribute("data-lifted");
    row.style.transform = "";
    grip.removeEventListener("pointermove", over);
    if (hasMoved) moved();
  };

  grip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    from = event.clientY;
    hasMoved = false;
    row.dataset.lifted = "";
    grip.addEventListener("pointermove", over);
    grip.addEventListener("pointerup", drop, { once: true });
    grip.addEventListener("pointercancel", drop, { once: true });
  });
}
