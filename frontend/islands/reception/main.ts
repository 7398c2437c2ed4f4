/**
 * The reception's list comes alive: taps answer at once, wait safely while the Wi-Fi is down, and show on every other
 * tablet. Without this script each tap is an ordinary form.
 */
import { Refused, request } from "../../shared/csrf";
import { announce } from "../../shared/dom";
import { sentences } from "../../shared/i18n";
import { island } from "../../shared/island";
import { connectEvent, type News } from "../../shared/live";
import { toast } from "../../shared/toast";
import { holds } from "./find";
import { TapQueue, type Tap } from "./queue";

interface Props {
  slug: string;
}
interface Answer {
  at: string;
  counts: Record<string, [number, number]>;
}

const t = sentences({
  ja: { in: "{name} さんを受け付けました。", out: "{name} さんの受付を取り消しました。", waiting: "送信待ち {n} 件", sent: "すべて送信済み" },
  en: { in: "Checked in {name}.", out: "Undid the check-in of {name}.", waiting: "{n} waiting to be sent", sent: "Everything is sent" },
});
const RETRY_MS = 3_000;
const REFRESH_MS = 400;

class Desk {
  readonly #queue: TapQueue;
  readonly #state: HTMLElement;
  #isSending = false;
  #refreshing = 0;

  constructor(
    private readonly root: HTMLElement,
    host: HTMLElement,
    slug: string,
  ) {
    this.#queue = new TapQueue(window.localStorage, `goen:reception:${slug}`);
    this.#state = document.createElement("p");
    this.#state.className = "link-state";
    host.append(this.#state);
    for (const tap of this.#queue.all()) this.#show(tap.id, tap.isIn);
    root.addEventListener("submit", (event) => this.#onSubmit(event));
    root.querySelector("input[type=search]")?.addEventListener("input", (event) => this.#narrow((event.target as HTMLInputElement).value));
    window.addEventListener("online", () => void this.#send());
    window.setInterval(() => void this.#send(), RETRY_MS);
    connectEvent(slug, { onMessage: (news) => this.#hear(news) });
    this.#tell();
    void this.#send();
  }

  #line(id: string): HTMLElement | null {
    return this.root.querySelector<HTMLElement>(`#p${CSS.escape(id)}`);
  }

  #onSubmit(event: Event): void {
    const form = event.target as HTMLFormElement;
    const line = form.closest<HTMLElement>(".roster-line");
    if (!line) return;
    event.preventDefault();
    this.#tap(line, form.classList.contains("roster-line-in"));
  }

  #tap(line: HTMLElement, isIn: boolean): void {
    const form = line.querySelector<HTMLFormElement>(isIn ? ".roster-line-in" : ".roster-line-out");
    if (!form) return;
    const id = line.id.slice(1);
    const name = line.dataset.name ?? "";
    this.#queue.put({ id, url: new URL(form.action).pathname, isIn });
    this.#show(id, isIn);
    // The button tapped is gone now: the focus stays on the person.
    line.querySelector<HTMLElement>(isIn ? ".roster-line-out button" : ".roster-line-in button")?.focus();
    if (isIn) toast(t("in", { name }), { tone: "success", undo: () => this.#tap(line, false) });
    else announce(t("out", { name }));
    void this.#send();
  }

  #show(id: string, isIn: boolean, at?: string): void {
    const line = this.#line(id);
    if (!line) return;
    line.dataset.in = isIn ? "1" : "0";
    line.toggleAttribute("data-unsent", this.#queue.has(id));
    const place = line.querySelector("[data-at]");
    if (place && isIn) place.textContent = at ?? (place.textContent || new Date().toTimeString().slice(0, 5));
  }

  async #send(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let tap = this.#queue.next(); tap; tap = this.#queue.next()) if (!(await this.#sendOne(tap))) break;
    } finally {
      this.#isSending = false;
      this.#tell();
    }
  }

  /** Returns whether to go on with the next; a tap the server refuses is not tried again. */
  async #sendOne(tap: Tap): Promise<boolean> {
    try {
      const answer = await request<Answer>(tap.url, { method: "POST" });
      this.#queue.done(tap);
      if (!this.#queue.has(tap.id)) this.#show(tap.id, tap.isIn, answer.at);
      this.#count(answer.counts);
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 0 || error.status >= 500) return false;
      this.#queue.done(tap);
      this.#show(tap.id, !tap.isIn);
      toast(error.message, { tone: "error" });
      return true;
    }
  }

  #tell(): void {
    const n = this.#queue.size;
    this.#state.textContent = n ? t("waiting", { n }) : t("sent");
    this.#state.dataset.state = n ? "waiting" : "live";
  }

  #count(counts: Record<string, [number, number]>): void {
    let [here, expected] = [0, 0];
    for (const [id, [isHere, isExpected]] of Object.entries(counts)) {
      here += isHere;
      expected += isExpected;
      const place = this.root.querySelector(`[data-organisation="${CSS.escape(id)}"]`);
      if (!place) continue;
      place.querySelector("[data-here]")!.textContent = String(isHere);
      place.querySelector("[data-expected]")!.textContent = String(isExpected);
    }
    const meter = this.root.querySelector<HTMLProgressElement>("[data-total] progress");
    if (meter) [meter.max, meter.value] = [expected || 1, here];
    const words = this.root.querySelector("[data-total] .progress-percent");
    if (words) words.textContent = `${here} / ${expected}`;
  }

  #hear(news: News): void {
    if (!["roster.checked_in", "roster.changed", "live.resync"].includes(news.kind)) return;
    // Thirty people may come through the door in one second: look once.
    window.clearTimeout(this.#refreshing);
    this.#refreshing = window.setTimeout(() => void this.#refresh(), REFRESH_MS);
  }

  /** Fetch the page anew and take over its list and figures; taps not yet sent stay as they were tapped. */
  async #refresh(): Promise<void> {
    const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const line of fresh.querySelectorAll<HTMLElement>(".roster-line")) {
      if (this.#queue.has(line.id.slice(1))) continue;
      this.#show(line.id.slice(1), line.dataset.in === "1", line.querySelector("[data-at]")?.textContent ?? "");
    }
    const n_lines = this.root.querySelectorAll(".roster-line").length;
    const list = fresh.querySelector(".roster-lines");
    // Somebody came or went: the list itself is taken over.
    if (list && fresh.querySelectorAll(".roster-line").length !== n_lines) this.root.querySelector(".roster-lines")?.replaceWith(list);
    const figures = fresh.querySelector("[data-total]");
    if (figures) this.root.querySelector("[data-total]")?.replaceWith(figures);
  }

  #narrow(typed: string): void {
    for (const line of this.root.querySelectorAll<HTMLElement>(".roster-line")) {
      line.hidden = !holds(line.querySelector(".roster-line-who")?.textContent ?? "", typed);
    }
  }
}

island<Props>("reception", (host, props) => {
  const root = document.querySelector<HTMLElement>("[data-roster-desk]");
  if (root) new Desk(root, host, props.slug);
});
