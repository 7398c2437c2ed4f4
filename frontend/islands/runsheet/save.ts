/** Send the whole sheet as the form would, and read what became of it. */
import { csrfToken } from "../../shared/csrf";
import { sentences } from "../../shared/i18n";

const t = sentences({
  ja: { offline: "サーバーにつながりません。つながったら「保存する」を押してください。" },
  en: { offline: "The server cannot be reached. Press “Save” when it can." },
});

export interface Saved {
  revision: number;
  ids: number[];
}

interface Refusal {
  message?: string;
  errors?: { row: number; field: string; message: string }[];
}

export type Answer = { ok: true; saved: Saved } | { ok: false; message: string };

export async function save(form: HTMLFormElement): Promise<Answer> {
  form.querySelectorAll("[data-save-error]").forEach((error) => error.remove());
  form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
  let response: Response;
  try {
    response = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": csrfToken() },
      body: new FormData(form),
      credentials: "same-origin",
    });
  } catch {
    return { ok: false, message: t("offline") };
  }
  const body = (await response.json().catch(() => ({}))) as Saved & Refusal;
  if (response.ok) return { ok: true, saved: body };
  for (const error of body.errors ?? []) mark(form, error.row, error.field, error.message);
  return { ok: false, message: body.message ?? t("offline") };
}

function mark(form: HTMLFormElement, row: number, field: string, message: string): void {
  const input = form.querySelectorAll("[data-sheet-row]")[row]?.querySelector<HTMLElement>(`[name="${field}"]`);
  if (!input) return;
  input.setAttribute("aria-invalid", "true");
  const words = document.createElement("p");
  words.className = "field-error";
  words.dataset.saveError = "";
  words.textContent = message;
  input.after(words);
}
