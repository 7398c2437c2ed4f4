/** `data-confirm="…"` on a form or on its button asks first; `data-confirm-detail`, `data-confirm-go`, `data-danger` refine it. */
import { ask } from "../../shared/confirm";

const agreed = new WeakSet<HTMLFormElement>();

async function askFirst(form: HTMLFormElement, submitter: HTMLElement | null, data: DOMStringMap): Promise<void> {
  const go = await ask({
    title: data.confirm ?? "",
    detail: data.confirmDetail,
    go: data.confirmGo ?? submitter?.textContent?.trim(),
    danger: data.danger !== undefined,
  });
  if (!go) return submitter?.focus();
  agreed.add(form);
  form.requestSubmit(submitter);
}

/** Heard on the way down, before any other listener, whichever script of the page came first: none may send what is not agreed. */
export function confirmForms(): void {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target as HTMLFormElement;
      const submitter = (event as SubmitEvent).submitter;
      const data = submitter?.dataset.confirm !== undefined ? submitter.dataset : form.dataset;
      if (data.confirm === undefined || agreed.delete(form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void askFirst(form, submitter, data);
    },
    true,
  );
}
