/** Ask before something that cannot be undone, in the browser's own dialog element. */
import { el } from "./dom";
import { sentences } from "./i18n";

const t = sentences({ ja: { go: "実行する", stay: "やめる" }, en: { go: "Go ahead", stay: "Cancel" } });

export interface Question {
  title: string;
  detail?: string;
  go?: string;
  danger?: boolean;
}

/** Resolve to true when the person goes ahead; closing, Escape and "やめる" mean no. */
export function ask(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const stay = el("button", { class: "button", value: "stay", autofocus: true }, t("stay"));
    const go = el("button", { class: `button ${question.danger ? "button-danger" : "button-primary"}`, value: "go" }, question.go ?? t("go"));
    const title = el("h2", { id: "goen-ask-title", class: "dialog-title" }, question.title);
    const detail = question.detail ? el("p", {}, question.detail) : null;
    const dialog = el(
      "dialog",
      { class: "dialog", "aria-labelledby": "goen-ask-title" },
      el("form", { method: "dialog" }, title, detail, el("div", { class: "dialog-actions" }, stay, go)),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "go");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
