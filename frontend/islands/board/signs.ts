/** Small signs on notes, photos beside them, and the way to the projector: what is not part of the document itself. */
import { csrfToken, request } from "../../shared/csrf";
import { Outbox } from "../../shared/outbox";
import { basePath } from "../../shared/paths";
import { toast } from "../../shared/toast";
import { t } from "./words";

export const SIGNS = ["like", "more", "fresh"] as const;
export type Sign = (typeof SIGNS)[number];
export interface Photo {
  note: string;
  caption: string;
  url: string;
  width: number;
  height: number;
}
interface Wanted {
  note: string;
  kind: Sign;
  is_on: boolean;
}
type Counts = Record<string, Partial<Record<Sign, number>>>;

export class Signs {
  photos: Photo[] = [];
  maySpotlight = false;
  readonly unsent: Outbox;
  private counts: Counts = {};
  /** Own signs the server holds; what waits to be sent is shown on top of them. */
  private held = new Set<string>();
  /** How often counts were heard, and how often when the wish on its way was sent. */
  private nHeard = 0;
  private nHeardAtSend = 0;

  constructor(
    private readonly path: string,
    owner: string,
    readonly addresses: { photos: string; spotlight: string },
    private readonly changed: () => void,
  ) {
    this.unsent = new Outbox(`goen.signs.${owner}`, {
      send: (wish) => ((this.nHeardAtSend = this.nHeard), request(`${basePath()}${this.path}/reactions`, { body: wish.body })),
      kept: (wish) => this.keep(wish.about, (wish.body as Wanted).is_on),
      changed: () => this.changed(),
      refused: (_wish, error) => void toast(error.message, { tone: "error" }),
    });
  }

  /** What the server tells; returns whether it was meant for here. */
  hear(news: { kind: string; [name: string]: unknown }): boolean {
    if (news.kind === "boards.reactions") {
      this.counts = news.counts as Counts;
      this.nHeard += 1;
    } else if (news.kind === "boards.photos") this.photos = news.photos as Photo[];
    else if (news.kind === "boards.hello") {
      this.counts = news.reactions as Counts;
      this.held = new Set(news.own_reactions as string[]);
      this.photos = news.photos as Photo[];
      this.maySpotlight = news.may_spotlight === true;
      void this.unsent.flush(); // the line is there
    } else return false;
    return true;
  }

  /** The signs of all, with one's own as it is wanted. */
  count(noteId: string, sign: Sign): number {
    const key = `${noteId}:${sign}`;
    return Math.max(0, (this.counts[noteId]?.[sign] ?? 0) + Number(this.has(noteId, sign)) - Number(this.held.has(key)));
  }
  has(noteId: string, sign: Sign): boolean {
    const key = `${noteId}:${sign}`;
    const wish = this.unsent.waiting.find((one) => one.about === key);
    return wish ? (wish.body as Wanted).is_on : this.held.has(key);
  }
  any(noteId: string): boolean {
    return SIGNS.some((sign) => this.count(noteId, sign) > 0);
  }
  photosOf(noteId: string): Photo[] {
    return this.photos.filter((photo) => photo.note === noteId);
  }

  /** Shown at once, sent when it can be, taken back when the server says no. */
  toggle(noteId: string, sign: Sign): void {
    const wanted: Wanted = { note: noteId, kind: sign, is_on: !this.has(noteId, sign) };
    this.unsent.put(`${noteId}:${sign}`, wanted);
  }

  async spotlight(noteId: string): Promise<void> {
    const body = new FormData();
    body.set("note", noteId);
    const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
    const answer = await fetch(this.addresses.spotlight, { method: "POST", body, headers, credentials: "same-origin" }).catch(() => null);
    if (answer?.ok) toast(t("spotlit"));
    else toast(t("notSpotlit"), { tone: "error" });
  }

  /** Its new count is told to everybody a moment later; until then it counts here. */
  private keep(key: string, isOn: boolean): void {
    if (this.held.has(key) === isOn) return;
    if (isOn) this.held.add(key);
    else this.held.delete(key);
    if (this.nHeard !== this.nHeardAtSend) return; // what was heard meanwhile may count it already
    const at = key.lastIndexOf(":");
    const [note, sign] = [key.slice(0, at), key.slice(at + 1) as Sign];
    const present = this.counts[note] ?? {};
    this.counts = { ...this.counts, [note]: { ...present, [sign]: Math.max(0, (present[sign] ?? 0) + (isOn ? 1 : -1)) } };
  }
}
