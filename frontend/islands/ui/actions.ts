/** One delegated listener for small actions, since the policy allows no inline handler. */
import { announce } from "../../shared/dom";
import { sentences } from "../../shared/i18n";
import { toast } from "../../shared/toast";

const t = sentences({ ja: { copied: "コピーしました。", notCopied: "コピーできませんでした。文字を選んでコピーしてください。" }, en: { copied: "Copied.", notCopied: "Copying failed. Select the text and copy it." } });

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("copied"), { tone: "success" });
  } catch {
    // Clipboards need https; venues often have plain http.
    toast(t("notCopied"), { tone: "error" });
  }
}

function openDialog(id: string): void {
  const dialog = document.getElementById(id);
  if (dialog instanceof HTMLDialogElement) dialog.showModal();
}

function act(button: HTMLElement): void {
  const { copy: text, print: printing, dismiss, opens, closes } = button.dataset;
  if (text !== undefined) void copy(text);
  else if (printing !== undefined) window.print();
  else if (dismiss !== undefined) button.closest("[data-dismissible]")?.remove();
  else if (opens) openDialog(opens);
  else if (closes !== undefined) button.closest("dialog")?.close();
}

export function smallActions(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy],[data-print],[data-dismiss],[data-opens],[data-closes]");
    if (button) act(button);
  });
  document.addEventListener("change", (event) => {
    const field = (event.target as Element).closest<HTMLElement>("[data-autosubmit]");
    if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) field.form?.requestSubmit();
  });
  const ready = document.querySelector<HTMLElement>("[data-announce]")?.dataset.announce;
  if (ready) announce(ready);
}
