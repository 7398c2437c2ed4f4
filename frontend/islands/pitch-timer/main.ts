/** The presentation's countdown, to the same second on every screen; over time it counts up in red. */
import { request } from "../../shared/csrf";
import { announce, el } from "../../shared/dom";
import { sentences } from "../../shared/i18n";
import { island } from "../../shared/island";
import { clockReady, connectEvent, serverNow } from "../../shared/live";

const WARNING_MS = 60_000;
const t = sentences({
  ja: { title: "{group} の発表", left: "残り", over: "超過", minute: "残り 1 分です", end: "時間です" },
  en: { title: "{group} presents", left: "left", over: "over time", minute: "One minute left", end: "Time is up" },
});

interface Now {
  server_ms: number;
  pitch: number | null;
  group?: string;
  ends_ms?: number;
}
interface Props {
  slug: string;
  url: string;
  now: Now;
  hall?: boolean;
}

class PitchTimer {
  private readonly face = el("span", { class: "timer-face", role: "timer", "aria-live": "off" });
  private readonly label = el("span", { class: "timer-label" });
  private readonly note = el("p", { class: "timer-note" });
  private readonly box = el("div", { class: "timer pitch-timer" }, this.label, this.face, this.note);
  private said = "";

  constructor(
    host: HTMLElement,
    private readonly props: Props,
  ) {
    host.append(this.box);
    this.box.hidden = true;
    connectEvent(props.slug, { onMessage: (news) => this.hear(news.kind) });
    window.setInterval(() => this.draw(), 200);
    void clockReady().then(() => this.draw());
  }

  private hear(kind: string): void {
    if (kind.startsWith("pitches.") || kind === "live.resync") void this.renew(kind);
  }

  private async renew(kind: string): Promise<void> {
    const now = await request<Now>(this.props.url).catch(() => null);
    if (!now) return;
    const isOther = now.pitch !== this.props.now.pitch || now.ends_ms !== this.props.now.ends_ms;
    this.props.now = now;
    // The page around the clock tells of the same turn (its slides, its buttons), so it is fetched anew with it.
    if (isOther || kind === "pitches.ordered" || kind === "pitches.revealed") location.replace(location.pathname);
  }

  private draw(): void {
    const { ends_ms: endsMs, group, pitch } = this.props.now;
    this.box.hidden = pitch === null || endsMs === undefined;
    if (endsMs === undefined || pitch === null) return;
    const leftMs = endsMs - serverNow();
    const seconds = Math.abs(leftMs >= 0 ? Math.ceil(leftMs / 1000) : Math.floor(leftMs / 1000));
    const state = leftMs < 0 ? "over" : leftMs <= WARNING_MS ? "ending" : "running";
    this.box.dataset.state = state;
    this.label.textContent = t("title", { group: group ?? "" });
    this.face.textContent = `${leftMs < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    this.note.textContent = leftMs < 0 ? t("over") : t("left");
    if (this.said && this.said !== state && state !== "running") announce(t(state === "over" ? "end" : "minute"));
    this.said = state;
  }
}

island<Props>("pitch-timer", (host, props) => void new PitchTimer(host, props));
