/** Keys of the control room; off where somebody types, and off altogether where somebody wants them off. */
const CHOICE = "goen.day.keys";
const TYPING = "input, textarea, select, [contenteditable], dialog";

export function controlKeys(): void {
  const box = document.querySelector<HTMLInputElement>("[data-keys-on]");
  if (box) {
    box.checked = localStorage.getItem(CHOICE) !== "off";
    box.addEventListener("change", () => localStorage.setItem(CHOICE, box.checked ? "on" : "off"));
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const target = event.target as HTMLElement;
    if (target.closest(TYPING) || (box && !box.checked)) return;
    if (event.key === " " && target.closest("button, a, summary")) return;
    if (press(event.key)) event.preventDefault();
  });
}

function press(key: string): boolean {
  if (key === "?") return open("keys");
  if (key.toLowerCase() === "m") {
    const field = document.querySelector<HTMLInputElement>("#id_message");
    field?.focus();
    return field !== null;
  }
  const form = document.querySelector<HTMLFormElement>(`[data-day-form][data-key="${CSS.escape(key.toLowerCase())}"]:not([hidden])`);
  form?.requestSubmit(form.querySelector("button"));
  return form !== null;
}

function open(id: string): boolean {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
  return true;
}
