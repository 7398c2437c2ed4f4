/** A person's dots: numbered, so that a repeated send only puts the same dot where it already is. */
import { request } from "../../shared/csrf";
import { Outbox, type Wish } from "../../shared/outbox";
import { basePath } from "../../shared/paths";
import { toast } from "../../shared/toast";
import { t } from "./words";

export class Dots {
  own = new Map<number, string>();
  counts: Record<string, number> = {};
  voting = "not_open";
  budget = 0;
  readonly unsent: Outbox;
  /** Where the server says the dots are; what waits to be sent is shown on top of it. */
  private held = new Map<number, string>();

  constructor(
    private readonly path: string,
    owner: string,
    private readonly changed: () => void,
  ) {
    this.unsent = new Outbox(`goen.dots.${owner}`, {
      send: (wish) => request(`${basePath()}${this.path}/dots`, { body: wish.body }),
      kept: (wish) => put(this.held, wish),
      changed: () => this.show(),
      refused: (_wish, error) => void toast(error.message, { tone: "error" }),
    });
    this.show();
  }

  get left(): number {
    return Math.max(0, this.budget - this.own.size);
  }

  of(noteId: string): number {
    return [...this.own.values()].filter((note) => note === noteId).length;
  }

  take(own: Record<string, string>): void {
    this.held = new Map(Object.entries(own).map(([number, note]) => [Number(number), note]));
    this.show();
    void this.unsent.flush(); // the line is there
  }

  add(noteId: string): void {
    const free = Array.from({ length: this.budget }, (_n, k) => k + 1).find((number) => !this.own.has(number));
    if (free === undefined) return void toast(t("noVotes"));
    this.unsent.put(`dot:${free}`, { number: free, note: noteId });
  }

  remove(noteId: string): void {
    const number = [...this.own].find(([, note]) => note === noteId)?.[0];
    if (number !== undefined) this.unsent.put(`dot:${number}`, { number, note: "" });
  }

  private show(): void {
    this.own = new Map(this.held);
    this.unsent?.waiting.forEach((wish) => put(this.own, wish));
    this.changed();
  }
}

function put(dots: Map<number, string>, wish: Wish): void {
  const { number, note } = wish.body as { number: number; note: string };
  if (note) dots.set(number, note);
  else dots.delete(number);
}
