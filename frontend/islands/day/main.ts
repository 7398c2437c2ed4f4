/** The live day on one screen: counts by the server's clock, hears the event, fetches what changed. */
import { each } from "../../shared/dom";
import { island } from "../../shared/island";
import { clockReady, connectEvent, serverNow, showState, type News } from "../../shared/live";
import { bellBetween, ring, soundButton } from "./bells";
import { dataOf, drawFace, untilChange } from "./face";
import { liveForms } from "../../shared/liveforms";
import { controlKeys } from "./keys";
import { refreshSoon } from "../../shared/part";
import { concerns, isBusy, newer, sameMoment, type ClockState, type Page } from "./state";

interface Props {
  slug: string;
  page: Page;
  state: ClockState;
}

/** Phones of a hall fetch within this time of each other; the few staff screens at once. */
const SPREAD_MS = { control: 60, screen: 60, now: 1_200 };
/** Notes and scores come many a second: one fetch tells of all. */
const BUSY_WAIT_MS = 2_500;
const LOOK_AGAIN_MS = { control: 10_000, screen: 30_000, now: 60_000 };

class Day {
  private state: ClockState;
  private leftBefore: number | null = null;

  constructor(private readonly props: Props) {
    this.state = props.state;
    liveForms((answer) => this.acted(answer));
    void clockReady().then(() => this.tick());
    connectEvent(props.slug, {
      onMessage: (news) => this.hear(news),
      onState: (state) => each<HTMLElement>("[data-link-state]", (place) => showState(place, state)),
    });
    window.setInterval(() => document.visibilityState === "visible" && this.refresh(), LOOK_AGAIN_MS[props.page]);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.refresh());
  }

  private hear(news: News): void {
    if (news.kind === "live.hello" || news.kind === "live.beat") return;
    if (news.kind === "events.clock_changed") this.become(news as unknown as ClockState);
    else if (news.kind === "questions.counted") drawCounts("data-votes", news.votes as Record<string, number>);
    else if (news.kind === "questions.poll_counted") drawCounts("data-poll-people", { [String(news.poll)]: Number(news.n_people) });
    else if (concerns(this.props.page, news.kind)) this.refresh(isBusy(news.kind) ? BUSY_WAIT_MS : undefined);
  }

  private acted(answer: unknown): void {
    const state = answer as Partial<ClockState> | null;
    if (state?.version !== undefined) this.become(state as ClockState);
    this.refresh();
  }

  private become(state: ClockState): void {
    if (!newer(this.state, state)) return;
    const before = this.state;
    this.state = state;
    this.show();
    if (!sameMoment(before, state) || this.props.page !== "now") this.refresh();
  }

  /** Figures, message and the button of the clock change at once, without asking the server: a second press must not wait. */
  private show(): void {
    const { ends_at_ms: endsAt, paused_left_s: paused, message } = this.state;
    each<HTMLElement>("[data-face]:not([data-own])", (face) => {
      face.dataset.endsAt = endsAt === null ? "" : String(endsAt);
      face.dataset.paused = paused === null ? "" : String(paused);
    });
    each<HTMLElement>("[data-while]", (form) => void (form.hidden = (form.dataset.while === "paused") !== (paused !== null)));
    each<HTMLElement>("[data-message]", (place) => {
      place.hidden = !message;
      const words = place.querySelector("[data-message-text]");
      if (words && words.textContent !== message) words.textContent = message;
    });
    this.leftBefore = null;
    this.draw();
  }

  private refresh(withinMs: number = SPREAD_MS[this.props.page]): void {
    // A part made before the latest news must not turn the figures back.
    refreshSoon(withinMs, (version) => (version !== null && version < this.state.version ? this.show() : this.draw()));
  }

  private tick(): void {
    this.draw();
    const face = document.querySelector<HTMLElement>("[data-face]");
    window.setTimeout(() => this.tick(), face ? untilChange(dataOf(face), serverNow()) : 1_000);
  }

  private draw(): void {
    const now = serverNow();
    const lefts: (number | null)[] = [];
    each<HTMLElement>("[data-face]", (face) => void lefts.push(drawFace(face, now)));
    const left = lefts[lefts.length - 1] ?? null;
    const bell = bellBetween(this.leftBefore, left);
    this.leftBefore = left;
    if (bell) ring(bell);
    each("[data-wall-clock]", (place) => void (place.textContent = wallClock(now)));
  }
}

/** Votes of the hall, told with the news itself: nothing is fetched. */
function drawCounts(attribute: string, counts: Record<string, number>): void {
  for (const [id, n] of Object.entries(counts)) each(`[${attribute}="${Number(id)}"]`, (figure) => void (figure.textContent = String(n)));
}

function wallClock(now: number): string {
  return new Date(now).toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" });
}

function fullscreenButton(): void {
  each<HTMLButtonElement>("[data-fullscreen]", (button) => {
    if (!document.documentElement.requestFullscreen) return;
    button.hidden = false;
    button.addEventListener("click", () => void document.documentElement.requestFullscreen());
    document.addEventListener("fullscreenchange", () => (button.hidden = document.fullscreenElement !== null));
  });
}

/** A projector must not fall asleep. */
async function stayAwake(): Promise<void> {
  try {
    if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen");
  } catch {
    // Not every browser may; the operating system's setting still counts.
  }
}

island<Props>("day", (_host, props) => {
  new Day(props);
  soundButton();
  fullscreenButton();
  if (props.page === "control") controlKeys();
  if (props.page === "now") return;
  void stayAwake();
  document.addEventListener("visibilitychange", () => void stayAwake());
});
