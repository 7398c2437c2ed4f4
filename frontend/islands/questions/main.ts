/** Questions and polls on one screen: votes at once, counts by news, everything else fetched anew when it changed. */
import { request, Refused } from "../../shared/csrf";
import { announce, each } from "../../shared/dom";
import { sentences } from "../../shared/i18n";
import { island } from "../../shared/island";
import { connectEvent, showState, type News } from "../../shared/live";
import { liveForms } from "../../shared/liveforms";
import { refreshSoon } from "../../shared/part";
import { basePath } from "../../shared/paths";
import { toast } from "../../shared/toast";
import { ballotOf, drawCounts, newId } from "./ballot";

interface Props {
  slug: string;
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
  },
  en: {
    asked: "Your question was sent.",
    waiting: "Your question was sent. It appears once a moderator has looked at it.",
    answered: "Answered. You can change your answer until the poll closes.",
    thanks: "Your answer was received.",
    closed: "The poll is closed; the result is shown.",
    choose: "Choose an option first.",
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
  private status = "";

  constructor(private readonly props: Props) {
    this.path = `${basePath()}/live/questions/${encodeURIComponent(props.slug)}`;
    liveForms(() => this.refresh(0));
    document.addEventListener("submit", (event) => this.onSubmit(event as SubmitEvent));
    connectEvent(props.slug, {
      onMessage: (news) => this.hear(news),
      onState: (state) => each<HTMLElement>("[data-link-state]", (place) => showState(place, state)),
    });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.refresh());
  }

  private refresh(withinMs: number = SPREAD_MS[this.props.page]): void {
    refreshSoon(withinMs, () => undefined);
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
    void send.call(this, form).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      toast(error.message, { tone: "error" });
      if (error.status) this.refresh(0);
    });
  }

  /** Shown at once; taken back when the server says no. Sent again it can do no harm. */
  private async vote(form: HTMLFormElement): Promise<void> {
    const button = form.querySelector<HTMLButtonElement>("button");
    if (!button) return;
    const isUp = button.getAttribute("aria-pressed") !== "true";
    const figure = button.querySelector("[data-votes]");
    const before = Number(figure?.textContent);
    const show = (up: boolean, n: number): void => {
      button.setAttribute("aria-pressed", up ? "true" : "false");
      button.value = up ? "down" : "up";
      if (figure) figure.textContent = String(n);
    };
    show(isUp, before + (isUp ? 1 : -1));
    try {
      await request(this.path, { body: { question: Number(form.dataset.vote), is_up: isUp } });
    } catch (error) {
      show(!isUp, before);
      throw error;
    }
  }

  private async answer(form: HTMLFormElement): Promise<void> {
    const ballot = ballotOf(form);
    if (!ballot) return void toast(t("choose"), { tone: "error" });
    await request(this.path, { body: { poll: Number(form.dataset.ballot), ...ballot } });
    const note = form.querySelector("[data-ballot-note]");
    if (note) note.textContent = t("answered");
    toast(t("thanks"));
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
