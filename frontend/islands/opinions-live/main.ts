/** A landscape that is drawn anew while votes arrive: the living part is fetched again when the news says so. */
import { each } from "../../shared/dom";
import { island } from "../../shared/island";
import { showState } from "../../shared/live";
import { Stream } from "../../shared/stream";

interface Props {
  code: string;
}

const GATHER_MS = 250;
const LOOK_AGAIN_MS = 60_000;

class Landscape {
  private timer = 0;
  private busy = false;
  private times = 0;

  constructor(code: string) {
    new Stream(`/live/opinions/${code}`, {
      onText: (text) => this.hear((JSON.parse(text) as { kind: string }).kind),
      onState: (state) => each<HTMLElement>("[data-link-state]", (place) => showState(place, state)),
      onOpen: () => {
        this.times += 1;
        if (this.times > 1) this.soon();
      },
    });
    window.setInterval(() => document.visibilityState === "visible" && this.soon(), LOOK_AGAIN_MS);
  }

  private hear(kind: string): void {
    if (kind.startsWith("opinions.") || kind === "live.resync") this.soon();
  }

  private soon(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.fetch(), GATHER_MS);
  }

  private async fetch(): Promise<void> {
    if (this.busy) return this.soon();
    this.busy = true;
    try {
      const address = new URL(location.href);
      address.searchParams.set("part", "1");
      const response = await fetch(address, { credentials: "same-origin", cache: "no-store" });
      if (response.ok && !response.redirected) put(await response.text());
      else if (response.status === 404) location.reload();
    } catch {
      // Away from the network: the stream comes back and asks again.
    } finally {
      this.busy = false;
    }
  }
}

/** What is open stays open, and the focus stays where it is. */
function put(html: string): void {
  const place = document.querySelector<HTMLElement>("[data-opinions-part]");
  if (!place) return;
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  const twin = (old: HTMLElement): HTMLDetailsElement | null => fresh.querySelector(`details[data-number="${CSS.escape(old.dataset.number ?? "")}"]`);
  each<HTMLDetailsElement>("details[open]", (old) => {
    const same = old.dataset.number ? twin(old) : fresh.querySelector<HTMLDetailsElement>("details.disclosure");
    if (same) same.open = true;
  }, place);
  const held = document.activeElement?.closest<HTMLElement>("details[data-number]");
  const heldTwin = held && place.contains(held) ? twin(held) : null;
  place.replaceChildren(...fresh.childNodes);
  heldTwin?.querySelector("summary")?.focus({ preventScroll: true });
}

island<Props>("opinions-live", (_host, props) => void new Landscape(props.code));
