/** The living parts of the page: fetched anew from the server when something but the figures changed. */
import { each } from "./dom";

/** Told the clock's version the part was made with; null when nothing new was put in place. */
type Done = (version: number | null) => void;

let wanted = 0;
let dueAt = 0;
let busy = false;

/** Fetch soon: many changes are one fetch, and a hall of phones does not come in the same instant. */
export function refreshSoon(spreadMs: number, done: Done): void {
  const at = performance.now() + 40 + Math.random() * spreadMs;
  if (wanted && dueAt <= at) return;
  window.clearTimeout(wanted);
  dueAt = at;
  wanted = window.setTimeout(() => ((wanted = 0), void refresh(done)), at - performance.now());
}

async function refresh(done: Done): Promise<void> {
  if (busy) return refreshSoon(300, done);
  busy = true;
  let version: number | null = null;
  try {
    const address = new URL(location.href);
    address.searchParams.set("part", "1");
    const response = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    if (response.ok && !response.redirected) {
      put(await response.text());
      version = Number(response.headers.get("X-Clock-Version"));
    }
    if (response.status === 404) location.reload(); // shown the door: let the page say why
  } catch {
    // Away from the network: the channel comes back and asks again.
  } finally {
    busy = false;
    done(version);
  }
}

/** A page has one unnamed part, or several with names; each takes its own fresh content. */
function put(html: string): void {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  each<HTMLElement>("[data-day-part]", (place) => {
    const name = place.dataset.dayPart;
    const source = name ? fresh.querySelector<HTMLElement>(`[data-day-part="${CSS.escape(name)}"]`) : fresh;
    if (!source || source.innerHTML === place.innerHTML) return;
    const kept = keepWhatIsWritten(place, source);
    place.replaceChildren(...source.childNodes);
    if (kept) refocus(place, kept);
  });
}

interface Kept {
  index: number;
  start: number | null;
  end: number | null;
}

const REACHABLE = "a[href], button, input:not([type=hidden]), select, textarea";

/** Text under the writer's hands and the place of the focus survive the exchange. */
function keepWhatIsWritten(old: HTMLElement, fresh: HTMLElement): Kept | null {
  each<HTMLInputElement>("input[data-keep], #id_message", (field) => {
    const twin = field.id ? fresh.querySelector<HTMLInputElement>(`#${CSS.escape(field.id)}`) : null;
    if (twin && field.value !== field.defaultValue) twin.value = field.value;
    if (twin && field.checked !== field.defaultChecked) twin.checked = field.checked;
  }, old);
  each<HTMLDetailsElement>("details[open]", (open) => {
    const label = open.querySelector("[id]")?.id;
    const twin = label ? fresh.querySelector(`#${CSS.escape(label)}`)?.closest("details") : null;
    if (twin) twin.open = true;
  }, old);
  const active = document.activeElement;
  if (!active || !old.contains(active)) return null;
  const field = active instanceof HTMLInputElement ? active : null;
  return { index: [...old.querySelectorAll(REACHABLE)].indexOf(active), start: field?.selectionStart ?? null, end: field?.selectionEnd ?? null };
}

function refocus(place: HTMLElement, kept: Kept): void {
  const target = place.querySelectorAll<HTMLElement>(REACHABLE)[kept.index];
  target?.focus({ preventScroll: true });
  if (target instanceof HTMLInputElement && kept.start !== null) target.setSelectionRange(kept.start, kept.end);
}
