/** A score is saved the moment it is tapped; what could not be sent stays on the device and is sent once the line is back. */
import { request } from "../../shared/csrf";
import { sentences } from "../../shared/i18n";
import { island } from "../../shared/island";
import { Outbox, type Wish } from "../../shared/outbox";
import { toast } from "../../shared/toast";

const t = sentences({
  ja: {
    saving: "保存しています…",
    saved: "保存しました（あとから変えられます）",
    unsent: "未送信の採点が {n} 件あります。この端末に控えてあり、つながりしだい送ります。",
  },
  en: {
    saving: "Saving…",
    saved: "Saved (you can change it later)",
    unsent: "{n} scores are not sent yet. They are kept on this device and sent as soon as the connection is back.",
  },
});

interface Props {
  /** Whose scores: on a shared device nobody sends another's. */
  owner: string;
}
type Values = Record<string, string>;

class Scoring {
  private readonly form = document.querySelector<HTMLFormElement>("form[data-scoring]");
  private readonly place = document.querySelector<HTMLElement>("[data-saved]");
  private readonly outbox: Outbox;

  constructor(owner: string) {
    this.outbox = new Outbox(`goen.scores.${owner}`, {
      send: (wish) => request(wish.about, { body: new URLSearchParams(wish.body as Values) }),
      changed: () => this.tell(),
      refused: (_wish, error) => (this.say(error.message), toast(error.message, { tone: "error" })),
      kept: (wish) => this.outbox.size <= 1 && wish.about === location.pathname && this.say(t("saved")),
    });
    this.form?.addEventListener("change", () => this.put());
    this.outbox.waiting.filter((wish) => wish.about === location.pathname).forEach((wish) => this.show(wish));
    this.tell();
  }

  private put(): void {
    if (!this.form) return;
    this.say(t("saving"));
    const values = [...new FormData(this.form)].filter(([name]) => name.startsWith("criterion-"));
    this.outbox.put(location.pathname, Object.fromEntries(values));
  }

  /** Tick what was tapped before the page was closed, not what the server last heard. */
  private show(wish: Wish): void {
    for (const [name, value] of Object.entries(wish.body as Values)) {
      const choice = this.form?.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
      if (choice) choice.checked = true;
    }
  }

  private tell(): void {
    if (this.outbox?.isAway && this.outbox.size) this.say(t("unsent", { n: this.outbox.size }));
  }

  private say(sentence: string): void {
    if (this.place) this.place.textContent = sentence;
  }
}

island<Props>("scoring", (_host, props) => void new Scoring(props.owner));
