/** Questions and polls on one screen: votes at once, counts by news, everything else fetched anew when it changed. */
import { request, Refused } from "../../shared/csrf";
import { announce, each } from "../../shared/dom";
import { sentences } from "../../shared/i18n";
import { island } from "../../shared/island";
import { connectEvent, showState, type News } from "../../shared/live";
import { liveForms } from "../../shared/liveforms";
import { Outbox, type Wish } from "../../shared/outbox";
import { refreshSoon } from "../../shared/part";
import { basePath } from "../../shared/paths";
import { toast } from "../../shared/toast";
import { ballotOf, drawCounts, newId, putBallot, type Ballot } from "./ballot";

interface Props {
  slug: string;
  /** Names this person's keep on this device; only where one votes. */
  owner?: string;
  page: "hall" | "moderate" | "polls" | "poll";
}

const t = sentences({
  ja: {
    asked: "質問を送りました。",
    waiting: "質問を送りました。進行役が確認してから公開されます。",
    answered: "回答済みです。締め切りまでは選び直せます。",
    thanks: "回答を受け付けました。",
    closed: "アンケートが締め切られました。結果が表示されています。",
    choose: "選択肢を選んでください。",
    later: "まだ送れていません。この端末に保存してあり、つながると自動で送ります。",
    unsent: "未送信 {n} 件（この端末に保存してあります。つながると自動で送ります）",
  },
  en: {
    asked: "Your question was sent.",
    waiting: "Your question was sent. It appears once a moderator has looked at it.",
    answered: "Answered. You can change your answer until the poll closes.",
    thanks: "Your answer was received.",
    closed: "The poll is closed; the result is shown.",
    choose: "Choose an option first.",
    later: "Not sent yet: kept on this device, and sent by itself as soon as the line is back.",
    unsent: "{n} unsent (kept on this device; sent by itself as soon as the line is back)",
  },
});

/** A hall of phones fetches within this time of each other; the few moderators at once. */
const SPREAD_MS = { hall: 2_000, moderate: 80, polls: 80, poll: 80 };
const FETCHED = new Set([
  "live.resync",
  "questions.asked",
  "questions.changed",
  "questions.poll_changed",
  "questions.screen_changed",
  "events.clock_changed",
]);

class Hall {
  private readonly path: string;
  private readonly outbox: Outbox;
  private status = "";

  constructor(private readonly props: Props) {
    this.path = `${basePath()}/live/questions/${encodeURIComponent(props.slug)}`;
    this.outbox = new Outbox(`goen.hall.${props.slug}.${props.owner ?? ""}`, {
      send: (wish) => request(this.path, { body: wish.body }),
      changed: () => this.tellUnsent(),
      kept: (wish) => this.onKept(wish),
      refused: (_wish, error) => (toast(error.message, { tone: "error" }), this.refresh(0)),
    });
    this.overlay();
    liveForms(() => this.refresh(0));
    document.addEventListener("submit", (event) => this.onSubmit(event as SubmitEvent));
    connectEvent(props.slug, {
      onMessage: (news) => this.hear(news),
      onState: (state) => {
        each<HTMLElement>("[data-link-state]", (place) => showState(place, state));
        if (state === "live") void this.outbox.flush();
      },
    });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.refresh());
  }

  private refresh(withinMs: number = SPREAD_MS[this.props.page]): void {
    refreshSoon(withinMs, () => this.overlay());
  }

  private hear(news: News): void {
    if (news.kind === "questions.counted") this.count("votes", news.votes as Record<string, number>);
    else if (news.kind === "questions.poll_counted") this.onPollCounted(String(news.poll), Number(news.n_people));
    else if (news.kind === "questions.poll_closed") this.onPollClosed(news);
    else if (news.kind === "events.clock_changed") this.onClock(String(news.status));
    else if (FETCHED.has(news.kind) && this.concerns(news.kind)) this.refresh();
  }

  private concerns(kind: string): boolean {
    return this.props.page !== "hall" || (kind !== "questions.screen_changed" && kind !== "questions.asked");
  }

  /** Only whether the day runs matters here, not every extended minute. */
  private onClock(status: string): void {
    if (this.status && this.status !== status) this.refresh();
    this.status = status;
  }

  private onPollCounted(poll: string, nPeople: number): void {
    this.count("pollPeople", { [poll]: nPeople });
    if (this.props.page === "poll") this.refresh(1_500);
  }

  private onPollClosed(news: News): void {
    const counts = news.counts as Record<string, [number, number]>;
    this.count("pollPeople", { [String(news.poll)]: Number(news.n_people) });
    const card = document.querySelector<HTMLElement>(`[data-poll="${Number(news.poll)}"]`);
    if (card && Object.keys(counts).length) drawCounts(card, counts);
    else this.refresh();
    if (this.props.page === "hall") announce(t("closed"));
  }

  private count(place: "votes" | "pollPeople", counts: Record<string, number>): void {
    const attribute = place === "votes" ? "data-votes" : "data-poll-people";
    for (const [id, n] of Object.entries(counts)) each(`[${attribute}="${Number(id)}"]`, (figure) => void (figure.textContent = String(n)));
  }

  private onSubmit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const send = form.dataset.vote !== undefined ? this.vote : form.dataset.ballot !== undefined ? this.answer : form.dataset.ask !== undefined ? this.ask : null;
    if (!send) return;
    event.preventDefault();
    void Promise.resolve(send.call(this, form)).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      toast(error.message, { tone: "error" });
      if (error.status) this.refresh(0);
    });
  }

  /** Shown at once, sent when it can be; what the server refuses is fetched anew. */
  private vote(form: HTMLFormElement): void {
    const isUp = form.querySelector("button")?.getAttribute("aria-pressed") !== "true";
    showVote(form, isUp);
    this.outbox.put(`vote:${form.dataset.vote}`, { question: Number(form.dataset.vote), is_up: isUp });
  }

  private answer(form: HTMLFormElement): void {
    const ballot = ballotOf(form);
    if (!ballot) return void toast(t("choose"), { tone: "error" });
    this.outbox.put(`poll:${form.dataset.ballot}`, { poll: Number(form.dataset.ballot), ...ballot });
  }

  private onKept(wish: Wish): void {
    if (!wish.about.startsWith("poll:")) return;
    noteOf(wish, t("answered"));
    toast(t("thanks"));
  }

  /** Put what waits on top of what the server knows. */
  private overlay(): void {
    for (const wish of this.outbox.waiting) {
      const form = formOf(wish);
      if (form && wish.about.startsWith("vote:")) showVote(form, (wish.body as { is_up: boolean }).is_up);
      else if (form) putBallot(form, wish.body as Ballot);
    }
    this.tellUnsent();
  }

  private tellUnsent(): void {
    const n = this.outbox?.size ?? 0;
    const isAway = n > 0 && this.outbox.isAway;
    each<HTMLElement>("[data-unsent]", (place) => {
      place.hidden = !isAway;
      place.textContent = isAway ? t("unsent", { n }) : "";
    });
    if (isAway) this.outbox.waiting.forEach((wish) => wish.about.startsWith("poll:") && noteOf(wish, t("later")));
  }

  private async ask(form: HTMLFormElement): Promise<void> {
    const button = form.querySelector("button");
    button?.setAttribute("aria-busy", "true");
    try {
      const answer = await sendForm(form);
      form.reset(); // the words stay where they are until the server has them
      const id = form.querySelector<HTMLInputElement>("[name=message_id]");
      if (id) id.value = newId();
      toast(answer.is_waiting ? t("waiting") : t("asked"));
      this.refresh(0);
    } finally {
      button?.removeAttribute("aria-busy");
    }
  }
}

function formOf(wish: Wish): HTMLFormElement | null {
  const [kind, id] = wish.about.split(":");
  return document.querySelector<HTMLFormElement>(`[data-${kind === "vote" ? "vote" : "ballot"}="${Number(id)}"]`);
}

function noteOf(wish: Wish, words: string): void {
  const note = formOf(wish)?.querySelector("[data-ballot-note]");
  if (note) note.textContent = words;
}

function showVote(form: HTMLFormElement, isUp: boolean): void {
  const button = form.querySelector<HTMLButtonElement>("button");
  if (!button || (button.getAttribute("aria-pressed") === "true") === isUp) return;
  button.setAttribute("aria-pressed", isUp ? "true" : "false");
  button.value = isUp ? "down" : "up";
  const figure = button.querySelector("[data-votes]");
  if (figure) figure.textContent = String(Math.max(0, Number(figure.textContent) + (isUp ? 1 : -1)));
}

async function sendForm(form: HTMLFormElement): Promise<{ is_waiting?: boolean }> {
  let response: Response;
  try {
    response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, credentials: "same-origin" });
  } catch {
    throw new Refused(offline(), 0, "offline");
  }
  const answer = (await response.json().catch(() => ({}))) as { is_waiting?: boolean; message?: string; code?: string };
  if (!response.ok) throw new Refused(answer.message ?? offline(), response.status, answer.code ?? "");
  return answer;
}

const offline = (): string =>
  document.documentElement.lang === "en"
    ? "The server cannot be reached. Your words are still here: press again."
    : "サーバーにつながりません。書いた文はそのまま残っています。もう一度押してください。";

island<Props>("questions", (_host, props) => void new Hall(props));
