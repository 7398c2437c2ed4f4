/** Small signs on notes, photos beside them, and the way to the projector: what is not part of the document itself. */
import { csrfToken, request, Refused } from "../../shared/csrf";
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
type Counts = Record<string, Partial<Record<Sign, number>>>;

export class Signs {
  photos: Photo[] = [];
  maySpotlight = false;
  private counts: Counts = {};
  private own = new Set<string>();

  constructor(
    private readonly path: string,
    readonly addresses: { photos: string; spotlight: string },
    private readonly changed: () => void,
  ) {}

  /** What the server tells; returns whether it was meant for here. */
  hear(news: { kind: string; [name: string]: unknown }): boolean {
    if (news.kind === "boards.reactions") this.counts = news.counts as Counts;
    else if (news.kind === "boards.photos") this.photos = news.photos as Photo[];
    else if (news.kind === "boards.hello") {
      this.counts = news.reactions as Counts;
      this.own = new Set(news.own_reactions as string[]);
      this.photos = news.photos as Photo[];
      this.maySpotlight = news.may_spotlight === true;
    } else return false;
    return true;
  }

  count(noteId: string, sign: Sign): number {
    return this.counts[noteId]?.[sign] ?? 0;
  }
  has(noteId: string, sign: Sign): boolean {
    return this.own.has(`${noteId}:${sign}`);
  }
  any(noteId: string): boolean {
    return SIGNS.some((sign) => this.count(noteId, sign) > 0);
  }
  photosOf(noteId: string): Photo[] {
    return this.photos.filter((photo) => photo.note === noteId);
  }

  /** Shown at once, taken back when the server says no; sent again it changes nothing. */
  async toggle(noteId: string, sign: Sign): Promise<void> {
    const isOn = !this.has(noteId, sign);
    this.show(noteId, sign, isOn);
    try {
      await request(`${basePath()}${this.path}/reactions`, { body: { note: noteId, kind: sign, is_on: isOn } });
    } catch (error) {
      this.show(noteId, sign, !isOn);
      if (!(error instanceof Refused)) throw error;
      toast(error.message, { tone: "error" });
    }
  }

  async spotlight(noteId: string): Promise<void> {
    const body = new FormData();
    body.set("note", noteId);
    const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
    const answer = await fetch(this.addresses.spotlight, { method: "POST", body, headers, credentials: "same-origin" }).catch(() => null);
    if (answer?.ok) toast(t("spotlit"));
    else toast(t("notSpotlit"), { tone: "error" });
  }

  private show(noteId: string, sign: Sign, isOn: boolean): void {
    const key = `${noteId}:${sign}`;
    if (isOn) this.own.add(key);
    else this.own.delete(key);
    const present = this.counts[noteId] ?? {};
    this.counts = { ...this.counts, [noteId]: { ...present, [sign]: Math.max(0, (present[sign] ?? 0) + (isOn ? 1 : -1)) } };
    this.changed();
  }
}
