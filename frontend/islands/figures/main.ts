/** A page of figures that follows its event: news are gathered, then the living part is fetched anew. */
import { each } from "../../shared/dom";
import { island } from "../../shared/island";
import { connectEvent, showState } from "../../shared/live";

const GATHER_MS = 4_000;
const LOOK_AGAIN_MS = 30_000;
let waiting = 0;

async function refresh(): Promise<void> {
  waiting = 0;
  if (document.visibilityState !== "visible") return;
  const address = new URL(location.href);
  address.searchParams.set("part", "1");
  try {
    const response = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    if (response.ok && !response.redirected) put(await response.text());
  } catch {
    // Away from the network: the next news or look asks again.
  }
}

/** Tables a reader has opened stay open, and the focus stays where it was. */
function put(html: string): void {
  const place = document.querySelector<HTMLElement>("[data-figures-part]");
  if (!place || place.contains(document.activeElement)) return;
  const open = [...place.querySelectorAll("details")].map((one) => one.open);
  place.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
  place.querySelectorAll("details").forEach((one, number) => (one.open = open[number] ?? false));
  document.dispatchEvent(new CustomEvent("goen:part"));
}

function soon(): void {
  if (!waiting) waiting = window.setTimeout(() => void refresh(), GATHER_MS);
}

island<{ slug: string }>("figures", (_host, { slug }) => {
  connectEvent(slug, {
    onMessage: (news) => news.kind !== "live.hello" && soon(),
    onState: (state) => each<HTMLElement>("[data-link-state]", (place) => showState(place, state)),
  });
  window.setInterval(soon, LOOK_AGAIN_MS);
});
