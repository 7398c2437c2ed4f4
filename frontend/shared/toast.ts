/** A short message at the foot of the screen, with an optional way back ("元に戻す"). */
import { el } from "./dom";
import { sentences } from "./i18n";

const t = sentences({ ja: { undo: "元に戻す", close: "閉じる" }, en: { undo: "Undo", close: "Close" } });

export interface ToastOptions {
  tone?: "info" | "success" | "error";
  undo?: () => void;
  undoLabel?: string;
  /** Milliseconds it stays; errors and toasts with a way back stay longer, and none leaves while pointed at or focused. */
  stayMs?: number;
}

function region(): HTMLElement {
  const present = document.getElementById("goen-toasts");
  if (present) return present;
  // The region must be in the page before its first message, or screen readers miss it.
  const made = el("div", { id: "goen-toasts", class: "toasts", role: "region", "aria-live": "polite", "aria-label": t("close") });
  document.body.append(made);
  return made;
}

export function toast(sentence: string, options: ToastOptions = {}): HTMLElement {
  const { tone = "info", undo, stayMs = undo || tone === "error" ? 10_000 : 5_000 } = options;
  const close = (): void => box.remove();
  const box = el("div", { class: `toast toast-${tone}`, role: tone === "error" ? "alert" : "status" }, el("p", {}, sentence));
  if (undo) {
    const back = (): void => (close(), undo());
    box.append(el("button", { type: "button", class: "toast-action", onclick: back }, options.undoLabel ?? t("undo")));
  }
  box.append(el("button", { type: "button", class: "toast-close", "aria-label": t("close"), onclick: close }, "×"));
  region().append(box);
  const leave = (): void => {
    if (box.matches(":hover, :focus-within")) window.setTimeout(leave, 2_000);
    else close();
  };
  window.setTimeout(leave, stayMs);
  return box;
}
