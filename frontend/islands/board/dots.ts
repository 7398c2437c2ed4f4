/** A person's dots: numbered, so that a repeated send only puts the same dot where it already is. */
import { request, Refused } from "../../shared/csrf";
import { basePath } from "../../shared/paths";
import { toast } from "../../shared/toast";
import { t } from "./words";

export class Dots {
  own = new Map<number, string>();
  counts: Record<string, number> = {};
  voting = "not_open";
  budget = 0;

  constructor(
    private readonly path: string,
    private readonly changed: () => void,
  ) {}

  get left(): number {
    return this.budget - this.own.size;
  }

  of(noteId: string): number {
    return [...this.own.values()].filter((note) => note === noteId).length;
  }

  take(own: Record<string, string>): void {
    this.own = new Map(Object.entries(own).map(([number, note]) => [Number(number), note]));
  }

  async add(noteId: string): Promise<void> {
    const free = Array.from({ length: this.budget }, (_n, k) => k + 1).find((number) => !this.own.has(number));
    if (free === undefined) return void toast(t("noVotes"));
    await this.put(free, noteId);
  }

  async remove(noteId: string): Promise<void> {
    const number = [...this.own].find(([, note]) => note === noteId)?.[0];
    if (number !== undefined) await this.put(number, "");
  }

  /** Shown at once, taken back if the server says no; sent again when the line drops, since it can do no harm. */
  private async put(number: number, note: string, tries = 3): Promise<void> {
    const before = this.own.get(number);
    this.show(number, note);
    for (let n = 1; ; n += 1) {
      try {
        await request(`${basePath()}${this.path}/dots`, { body: { number, note } });
        return;
      } catch (error) {
        const isAway = error instanceof Refused && error.status === 0 && n < tries;
        if (!isAway) {
          this.show(number, before ?? "");
          if (error instanceof Refused) toast(error.message, { tone: "error" });
          return;
        }
        await new Promise((resolve) => window.setTimeout(resolve, 600 * n));
      }
    }
  }

  private show(number: number, note: string): void {
    if (note) this.own.set(number, note);
    else this.own.delete(number);
    this.changed();
  }
}
