/** The proposal sheet stays where it is while buttons work, saves by itself, and notices what table-mates write. */
import { announce } from "../../shared/dom";
import { Refused } from "../../shared/csrf";
import { sentences } from "../../shared/i18n";
import { toast } from "../../shared/toast";

const SAVE_AFTER_MS = 1200;
const LOOK_EVERY_MS = 5000;
const t = sentences({
  ja: {
    writing: "入力中…",
    saving: "保存しています…",
    saved: "{at} に保存しました",
    unsent: "まだ保存できていません。つながりしだい保存します。",
    clash: "ほかの人が先に変更しました: 「{text}」 残したい文にしてください。",
    gone: "ほかの人がこの文を削除しました。必要なら写してお使いください。",
    news: "同じグループの人の書き込みを反映しました。",
  },
  en: {
    writing: "Typing…",
    saving: "Saving…",
    saved: "Saved at {at}",
    unsent: "Not saved yet. It will be saved as soon as the connection is back.",
    clash: "Somebody else changed this first: “{text}”. Keep the words you want.",
    gone: "Somebody else removed this sentence. Copy your words if you need them.",
    news: "A table-mate's changes were brought in.",
  },
});

interface Answer {
  saved_at: string;
  conflicts: Record<string, string>;
  problem: string;
}

class Sheet {
  private timer = 0;
  private busy: Promise<void> = Promise.resolve();
  private lastSaved: string;

  constructor(private form: HTMLFormElement) {
    this.lastSaved = form.querySelector("[data-saved]")?.textContent ?? "";
    this.listen();
    window.setInterval(() => void this.look(), LOOK_EVERY_MS);
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("beforeunload", (event) => {
      if (this.dirty().length) event.preventDefault();
    });
  }

  private listen(): void {
    this.form.addEventListener("input", (event) => {
      const field = event.target as HTMLTextAreaElement;
      grow(field);
      if (this.seenOf(field)) this.soon(SAVE_AFTER_MS);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = event.submitter as HTMLButtonElement | null;
      this.queue(() => this.press(button?.value ?? "save"));
    });
    this.form.querySelectorAll("textarea").forEach(grow);
  }

  private seenOf(field: HTMLTextAreaElement): HTMLInputElement | null {
    return this.form.querySelector<HTMLInputElement>(`input[name="seen-${field.name}"]`);
  }

  private dirty(): HTMLTextAreaElement[] {
    return [...this.form.querySelectorAll("textarea")].filter((field) => {
      const seen = this.seenOf(field);
      return seen !== null && plain(seen.value) !== plain(field.value);
    });
  }

  private soon(delayMs: number): void {
    this.say(t("writing"));
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.queue(() => this.autosave()), delayMs);
  }

  private queue(work: () => Promise<void>): void {
    this.busy = this.busy.then(work, work);
  }

  private async send(verb: string): Promise<{ answer: Answer; sent: Map<string, string> }> {
    const data = new FormData(this.form);
    data.set("do", verb);
    const sent = new Map([...this.form.querySelectorAll("textarea")].map((field) => [field.name, field.value]));
    const response = await fetch(this.form.action || location.href, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const body = (await response.json()) as Answer & { message?: string };
    if (!response.ok) throw new Refused(body.message ?? "", response.status, "");
    return { answer: body, sent };
  }

  private async autosave(): Promise<void> {
    if (!this.dirty().length) return this.say(this.lastSaved);
    this.say(t("saving"));
    try {
      const { answer, sent } = await this.send("autosave");
      this.settle(answer, sent);
    } catch (error) {
      this.failed(error);
    }
  }

  private async press(verb: string): Promise<void> {
    window.clearTimeout(this.timer);
    this.say(t("saving"));
    try {
      const { answer, sent } = await this.send(verb);
      this.settle(answer, sent);
      if (!answer.problem && !Object.keys(answer.conflicts).length) await this.renew(verb);
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    this.say(t("unsent"));
    if (error instanceof Refused && error.message) toast(error.message, { tone: "error" });
    else this.timer = window.setTimeout(() => this.queue(() => this.autosave()), LOOK_EVERY_MS);
  }

  /** What was sent and not refused is now what everybody sees. */
  private settle(answer: Answer, sent: Map<string, string>): void {
    if (answer.problem) {
      this.say(t("unsent"));
      toast(answer.problem, { tone: "error" });
      return;
    }
    for (const [name, text] of sent) {
      const seen = this.form.querySelector<HTMLInputElement>(`input[name="seen-${name}"]`);
      const theirs = answer.conflicts[name];
      if (seen) seen.value = theirs === undefined ? text : theirs;
      if (theirs !== undefined) toast(theirs ? t("clash", { text: theirs }) : t("gone"), { tone: "error", stayMs: 20_000 });
    }
    this.lastSaved = t("saved", { at: answer.saved_at });
    this.say(this.lastSaved);
    if (this.dirty().length && !Object.keys(answer.conflicts).length) this.soon(SAVE_AFTER_MS);
  }

  /** Notice a newer version made by others; never while something here is not saved or being typed. */
  private async look(): Promise<void> {
    if (document.hidden || this.dirty().length || this.typing()) return;
    try {
      const response = await fetch(this.form.dataset.versionUrl ?? "", { headers: { Accept: "application/json" } });
      const { version } = (await response.json()) as { version: number };
      if (String(version) === this.form.dataset.version) return;
      this.queue(() => this.renew("news"));
    } catch {
      /* the next look will tell */
    }
  }

  private typing(): boolean {
    const field = document.activeElement;
    return field instanceof HTMLTextAreaElement && this.form.contains(field);
  }

  /** Put the server's sheet in place of this one; half-written new sentences, focus and scroll stay. */
  private async renew(verb: string): Promise<void> {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector<HTMLFormElement>("form[data-sheet]");
    if (!fresh) return location.reload();
    const focused = (document.activeElement as HTMLElement | null)?.getAttribute("value") ?? "";
    const added = verb.startsWith("add:") ? `new-${verb.slice(4)}` : verb === "save" ? "*" : "";
    this.form.querySelectorAll<HTMLTextAreaElement>('textarea[name^="new-"]').forEach((field) => {
      const twin = fresh.querySelector<HTMLTextAreaElement>(`[name="${field.name}"]`);
      if (twin && added !== "*" && added !== field.name) twin.value = field.value;
    });
    // What was typed while this sheet was on its way is newer than what the server has: it stays, and is saved next.
    const unsaved = this.dirty().map((field) => [fresh.querySelector<HTMLTextAreaElement>(`textarea[name="${field.name}"]`), field.value] as const);
    for (const [twin, value] of unsaved) if (twin) twin.value = value;
    fresh.querySelectorAll("details").forEach((part, number) => (part.open = this.form.querySelectorAll("details")[number]?.open ?? true));
    this.form.replaceWith(fresh);
    this.form = fresh;
    this.listen();
    if (added && added !== "*") fresh.querySelector<HTMLElement>(`[name="${added}"]`)?.focus();
    else if (focused) (fresh.querySelector<HTMLElement>(`button[value="${CSS.escape(focused)}"]:not(:disabled)`) ?? nextPlace(fresh, focused))?.focus({ preventScroll: true });
    if (verb === "news") announce(t("news"));
    if (unsaved.length) this.soon(SAVE_AFTER_MS);
  }

  private say(sentence: string): void {
    const place = this.form.querySelector("[data-saved]");
    if (place && sentence) place.textContent = sentence;
  }
}

/** After a button vanished (a note was taken, a sentence left) the focus goes to where the thing went. */
function nextPlace(form: HTMLFormElement, verb: string): HTMLElement | null {
  const part = verb.startsWith("take:") ? verb.split(":")[2] : "";
  const items = form.querySelectorAll<HTMLElement>(`#part-${part || "none"} .proposal-item textarea`);
  return items[items.length - 1] ?? form.querySelector<HTMLElement>("textarea");
}

function plain(text: string): string {
  return text.replaceAll("\r\n", "\n").trim();
}

function grow(field: HTMLTextAreaElement): void {
  field.style.height = "auto";
  field.style.height = `${Math.max(field.scrollHeight + 2, 48)}px`;
}

const form = document.querySelector<HTMLFormElement>("form[data-sheet]");
if (form) new Sheet(form);
