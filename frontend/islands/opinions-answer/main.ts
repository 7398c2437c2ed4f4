/** One statement after another, without waiting for the network: answers are kept here until the server holds them. */
import { announce } from "../../shared/dom";
import { sentences } from "../../shared/i18n";
import { island } from "../../shared/island";
import { basePath } from "../../shared/paths";
import { toast } from "../../shared/toast";
import { Queue, type Answer } from "./queue";

interface Asked {
  id: number;
  text: string;
}
interface Props {
  code: string;
  page: string;
  asked: Asked[];
  answered: number;
  all: number;
}
interface Told {
  asked: Asked[];
  answered: number;
  all: number;
  code?: string;
  message?: string;
}

const AGAIN_MS = 3_000;
const LOOK_MS = 20_000;
const KEYS: Record<string, number> = { "1": 1, "2": 0, "3": -1 };
const t = sentences({
  ja: {
    progress: "{all} 件のうち {done} 件に回答しました",
    unsent: "未送信の回答が {n} 件あります。つながりしだい送ります。",
    agree: "賛成", pass: "パス", disagree: "反対",
    answered: "{side}と回答しました",
    back: "ひとつ前に戻る",
  },
  en: {
    progress: "{done} of {all} answered",
    unsent: "{n} answers are not sent yet. They go as soon as the connection is back.",
    agree: "agree", pass: "pass", disagree: "disagree",
    answered: "You answered: {side}",
    back: "Back to the previous one",
  },
});

class Asking {
  private readonly queue: Queue;
  private ready: Asked[];
  private current: Asked | null = null;
  private past: (Asked & { value: number })[] = [];
  private sending = false;
  private timer = 0;
  private readonly form = document.querySelector<HTMLFormElement>("[data-ask-form]");
  private readonly back: HTMLButtonElement;

  constructor(private readonly props: Props) {
    this.queue = new Queue(props.code, window.localStorage);
    this.ready = props.asked.filter((one) => !this.queue.holds(one.id));
    this.back = this.backButton();
    this.form?.addEventListener("submit", (event) => this.submitted(event));
    document.addEventListener("keydown", (event) => this.key(event));
    window.addEventListener("online", () => void this.send());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.look());
    window.setInterval(() => !this.current && document.visibilityState === "visible" && void this.look(), LOOK_MS);
    this.next(false);
    void this.send();
  }

  private backButton(): HTMLButtonElement {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button-text", textContent: t("back"), hidden: true });
    button.addEventListener("click", () => this.goBack());
    document.querySelector(".opinions-more")?.before(button);
    return button;
  }

  private submitted(event: SubmitEvent): void {
    const button = event.submitter as HTMLButtonElement | null;
    if (button?.name !== "value") return;
    event.preventDefault();
    this.answer(Number(button.value));
  }

  private key(event: KeyboardEvent): void {
    const typed = (event.target as Element).closest("input, textarea, select, [contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typed || !(event.key in KEYS)) return;
    event.preventDefault();
    this.answer(KEYS[event.key] ?? 0);
  }

  private answer(value: number): void {
    if (!this.current) return;
    this.past.push({ ...this.current, value });
    this.queue.add({ statement: this.current.id, value });
    announce(t("answered", { side: t(value === 1 ? "agree" : value === 0 ? "pass" : "disagree") }));
    navigator.vibrate?.(10);
    this.next(true);
    void this.send();
  }

  private goBack(): void {
    const before = this.past.pop();
    if (!before) return;
    if (this.current) this.ready.unshift(this.current);
    this.show(before, before.value);
  }

  private next(moves: boolean): void {
    this.show(this.ready.shift() ?? null, null);
    if (moves && this.current) document.querySelector<HTMLElement>("[data-ask-text]")?.focus({ preventScroll: false });
  }

  private show(one: Asked | null, value: number | null): void {
    this.current = one;
    hide("[data-ask]", !one);
    hide("[data-ask-form]", !one);
    hide("[data-ask-done]", !!one || this.queue.size > 0);
    this.back.hidden = this.past.length === 0;
    const text = document.querySelector("[data-ask-text]");
    if (one && text) text.textContent = one.text;
    const field = this.form?.elements.namedItem("statement") as HTMLInputElement | null;
    if (one && field) field.value = String(one.id);
    this.form?.querySelectorAll<HTMLButtonElement>("button[name=value]").forEach((button) => {
      if (value === null) button.removeAttribute("aria-pressed");
      else button.setAttribute("aria-pressed", String(Number(button.value) === value));
    });
    this.unsent();
  }

  private unsent(): void {
    const place = document.querySelector("[data-ask-unsent]");
    if (place) place.textContent = this.queue.size > 1 || (this.queue.size && !navigator.onLine) ? t("unsent", { n: this.queue.size }) : "";
  }

  /** One answer at a time, in order; each is forgotten only when the server holds it. */
  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    window.clearTimeout(this.timer);
    try {
      for (let answer = this.queue.first; answer; answer = this.queue.first) {
        if (!(await this.deliver(answer))) break;
      }
    } finally {
      this.sending = false;
      this.unsent();
      if (this.queue.size) this.timer = window.setTimeout(() => void this.send(), AGAIN_MS);
      else if (!this.current) hide("[data-ask-done]", false);
    }
  }

  private async deliver(answer: Answer): Promise<boolean> {
    const inHand = [...(this.current ? [this.current.id] : []), ...this.ready.map((one) => one.id)].slice(0, 12);
    let response: Response;
    try {
      response = await fetch(this.address(), { method: "POST", body: JSON.stringify({ ...answer, in_hand: inHand }), credentials: "same-origin" });
    } catch {
      return false;
    }
    const told = (await response.json().catch(() => null)) as Told | null;
    if (response.status >= 500 || response.status === 429 || !told) return false;
    this.queue.done(answer);
    if (response.ok) this.hear(told);
    else this.refused(told);
    return true;
  }

  private refused(told: Told): void {
    toast(told.message ?? "", { tone: "error" });
    if (told.code === "opinions.closed" || told.code === "base.refused") window.setTimeout(() => location.assign(this.props.page), 2_500);
  }

  private async look(): Promise<void> {
    const response = await fetch(this.address(), { credentials: "same-origin", cache: "no-store" }).catch(() => null);
    if (response?.ok) this.hear((await response.json()) as Told);
  }

  private hear(told: Told): void {
    const known = new Set([this.current?.id, ...this.ready.map((one) => one.id), ...this.past.map((one) => one.id)]);
    this.ready.push(...told.asked.filter((one) => !known.has(one.id) && !this.queue.holds(one.id)));
    const place = document.querySelector("[data-ask-progress]");
    if (place) place.textContent = t("progress", { all: told.all, done: told.answered });
    const bar = document.querySelector<HTMLProgressElement>("[data-ask-bar]");
    if (bar) [bar.max, bar.value] = [Math.max(1, told.all), told.answered];
    if (told.answered >= Math.min(5, told.all)) this.offerMap();
    if (!this.current && this.ready.length) this.next(false);
  }

  /** The server decides when it is opened; a page that is not open yet says so. */
  private offerMap(): void {
    const link = document.querySelector<HTMLElement>("[data-ask-map][data-for-voters]");
    if (link) link.hidden = false;
  }

  private address(): string {
    return `${basePath()}/live/opinions/${this.props.code}/votes`;
  }
}

function hide(selector: string, isHidden: boolean): void {
  const place = document.querySelector<HTMLElement>(selector);
  if (place) place.hidden = isHidden;
}

island<Props>("opinions-answer", (_host, props) => void new Asking(props));
