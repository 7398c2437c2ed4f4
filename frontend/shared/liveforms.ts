/** Buttons of the day act without leaving the page; without this file they are plain forms. */
import { csrfToken } from "./csrf";
import { sentences } from "./i18n";
import { toast } from "./toast";

const t = sentences({
  ja: { offline: "サーバーにつながりません。もう一度押してください。", refused: "いまはできません。画面を読み直してください。" },
  en: { offline: "The server cannot be reached. Press again.", refused: "Not possible now. Reload the page." },
});

/** Send every `data-day-form`; `done` gets the answer. A form that asks first comes here once agreed (islands/ui/confirm.ts). */
export function liveForms(done: (answer: unknown) => void): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.dataset.dayForm === undefined || event.defaultPrevented) return;
    event.preventDefault();
    void send(form, (event as SubmitEvent).submitter, done);
  });
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null, done: (answer: unknown) => void): Promise<void> {
  const body = new FormData(form, submitter);
  const button = submitter as HTMLButtonElement | null;
  button?.setAttribute("aria-busy", "true");
  try {
    const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
    const response = await fetch(form.action, { method: "POST", body, headers, credentials: "same-origin" });
    const answer = (await response.json().catch(() => null)) as { message?: string } | null;
    if (!response.ok) toast(answer?.message ?? t("refused"), { tone: "error" });
    else {
      form.reset(); // what was typed is sent; the next fetch must not bring it back
      done(answer);
    }
  } catch {
    toast(t("offline"), { tone: "error" });
  } finally {
    button?.removeAttribute("aria-busy");
  }
}
