/** A bar that follows a job by asking its JSON address, and goes on to the result when it is done. */
import { request, Refused } from "../../shared/csrf";
import { el } from "../../shared/dom";
import { sentences } from "../../shared/i18n";
import { island } from "../../shared/island";
import { fraction, nextAddress, said, secondsLeft, type Report } from "./report";

interface Props {
  /** Address of the job: `{% url "base:job" job.pk %}`. */
  url: string;
  label?: string;
  /** Where to go when it is done; `result.url` of the job comes first. Without either the page stays. */
  next?: string;
  intervalMs?: number;
  /** A sentence for the job's note; `{a}` and `{b}` stand for the parts of a note like "44.02|43.10". */
  note?: string;
  /** Sentences for the job's notes, by code; with them the time that is left is told too. */
  notes?: Record<string, string>;
  /** Address that calls the job off: gives a button. */
  cancel?: string;
}

const t = sentences({
  ja: { waiting: "順番を待っています…", running: "処理しています…", done: "できあがりました。", failed: "処理できませんでした。", cancelled: "取りやめました。", open: "結果を開く", stop: "やめる", left: "{note}（残り約 {time}）", seconds: "{n} 秒", minutes: "{n} 分" },
  en: { waiting: "Waiting for its turn…", running: "Working…", done: "Done.", failed: "This could not be done.", cancelled: "Cancelled.", open: "Open the result", stop: "Stop", left: "{note} (about {time} left)", seconds: "{n} s", minutes: "{n} min" },
});

class Progress {
  private readonly bar = el("progress", { class: "progress-bar", max: 100 });
  private readonly percent = el("span", { class: "progress-percent" });
  private readonly sentence = el("p", { class: "progress-sentence", role: "status" });
  private misses = 0;
  private stop: HTMLButtonElement | null = null;
  private first: { at: number; share: number } | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly props: Props,
  ) {
    const label = el("div", { class: "progress-head" }, el("span", {}, props.label ?? t("running")), this.percent);
    this.bar.setAttribute("aria-label", props.label ?? t("running"));
    host.append(el("div", { class: "progress" }, label, this.bar, this.sentence));
    if (props.cancel) this.stop = this.stopButton(props.cancel);
    void this.ask();
  }

  private async ask(): Promise<void> {
    try {
      const report = await request<Report>(this.props.url);
      this.misses = 0;
      this.show(report);
      if (report.state !== "waiting" && report.state !== "running") return this.finish(report);
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 404 || error.status === 403) {
        return this.finish({ state: "failed", done: 0, total: 0, note: "", result: null, problem: error instanceof Error ? error.message : "" });
      }
      this.misses += 1;
      this.sentence.textContent = error.message;
    }
    window.setTimeout(() => void this.ask(), Math.min(10_000, (this.props.intervalMs ?? 700) * (1 + this.misses)));
  }

  private stopButton(url: string): HTMLButtonElement {
    const button = el("button", { class: "button button-s", type: "button" }, t("stop"));
    button.addEventListener("click", () => {
      button.disabled = true;
      void request(url, { method: "POST" }).catch(() => (button.disabled = false));
    });
    this.host.append(button);
    return button;
  }

  private show(report: Report): void {
    const share = fraction(report);
    if (share === null) this.bar.removeAttribute("value");
    else this.bar.value = Math.round(share * 100);
    this.percent.textContent = share === null ? "" : `${Math.round(share * 100)} %`;
    const sentence = report.problem || this.note(report, share) || t(report.state);
    if (this.sentence.textContent !== sentence) this.sentence.textContent = sentence;
  }

  private note(report: Report, share: number | null): string {
    const note = this.props.notes ? (this.props.notes[report.note] ?? "") : said(report.note, this.props.note);
    if (!note || !this.props.notes || report.state !== "running" || share === null) return note;
    this.first ??= { at: Date.now(), share };
    const left = secondsLeft(this.first.share, share, (Date.now() - this.first.at) / 1000);
    if (left === null) return note;
    return t("left", { note, time: left < 90 ? t("seconds", { n: left }) : t("minutes", { n: Math.ceil(left / 60) }) });
  }

  private finish(report: Report): void {
    this.show(report);
    this.stop?.remove();
    this.host.dataset.state = report.state;
    this.host.dispatchEvent(new CustomEvent("goen:finished", { bubbles: true, detail: report }));
    if (report.state === "cancelled" && this.props.cancel && this.props.next) return window.location.assign(this.props.next);
    const url = nextAddress(report, this.props);
    if (report.state !== "done" || !url) return;
    this.host.append(el("p", {}, el("a", { class: "button button-primary", href: url }, t("open"))));
    window.location.assign(url);
  }
}

island<Props>("progress", (host, props) => void new Progress(host, props));
