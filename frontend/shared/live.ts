/** The live channel of an event: news as they happen, the server's clock, and how well the line holds. */
import { sentences } from "./i18n";
import { Stream, type LinkState, type Refusal } from "./stream";

export { clockReady, serverNow } from "./clock";
export type { LinkState, Refusal } from "./stream";

/** One message: `kind` is "<slice>.<past participle>"; "live.resync" asks to fetch the state anew. */
export interface News {
  kind: string;
  [name: string]: unknown;
}
export interface EventOptions {
  onMessage: (news: News) => void;
  onState?: (state: LinkState, refusal?: Refusal) => void;
}
export interface EventChannel {
  readonly state: LinkState;
  close(): void;
}

const t = sentences({
  ja: { connecting: "接続中", live: "接続済み", waiting: "再接続中", refused: "接続できません" },
  en: { connecting: "Connecting", live: "Connected", waiting: "Reconnecting", refused: "Not connected" },
});

/** The line's state in words, and the tone `.link-state` shows it in. */
export function stateWords(state: LinkState): string {
  return t(state);
}
export function showState(place: HTMLElement, state: LinkState): void {
  place.textContent = t(state);
  place.dataset.state = state === "live" ? "live" : state === "refused" ? "offline" : "waiting";
  place.classList.add("link-state");
}

/**
 * Hear an event. After every reconnection `onMessage` gets `{ kind: "live.resync" }`: what was said meanwhile is lost to
 * this screen, so it must fetch the state anew. "live.hello" carries the member's role and comes first each time.
 */
export function connectEvent(slug: string, { onMessage, onState }: EventOptions): EventChannel {
  let times = 0;
  const stream: Stream = new Stream(`/live/events/${encodeURIComponent(slug)}`, {
    onText: (text) => {
      const news = JSON.parse(text) as News;
      if (news.kind !== "live.beat") onMessage(news);
    },
    onState,
    onOpen: () => {
      times += 1;
      if (times > 1) onMessage({ kind: "live.resync" });
    },
  });
  return {
    get state() {
      return stream.state;
    },
    close: () => stream.close(),
  };
}
