/**
 * Wishes that have not reached the server: dots, signs, votes, ballots. Kept on this device until the server has
 * answered, one per thing wished about: the last counts. Each is sent as a whole, so a repeated send changes nothing.
 */
import { Refused } from "./csrf";

export interface Wish {
  /** What it is about, for example "dot:2": a later wish takes the place of an earlier one. */
  about: string;
  /** Tells a wish from the one that took its place while it was on its way. */
  id: string;
  body: unknown;
}
type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;
interface Ways {
  /** Ask the server; throws `Refused`. */
  send: (wish: Wish) => Promise<unknown>;
  /** The number of waiting wishes has changed. */
  changed: () => void;
  /** The server said no and will say so again: the wish is forgotten. */
  refused?: (wish: Wish, error: Refused) => void;
  kept?: (wish: Wish) => void;
}

const AGAIN_MS = 3_000;
/** Answers of a server, or of what stands before it, that is not there at the moment. */
const AWAY = new Set([0, 429, 502, 503, 504]);

export class Outbox {
  private wishes: Wish[];
  /** Whether the last try found nobody there. */
  isAway = false;
  private isSending = false;
  private isLasting = true;
  private timer = 0;

  constructor(
    private readonly name: string,
    private readonly ways: Ways,
    private readonly store: Store = localStorage,
  ) {
    this.wishes = this.read() ?? [];
    window.addEventListener("online", () => void this.flush());
    window.addEventListener("storage", (event) => event.key === this.name && this.follow());
    window.addEventListener("beforeunload", (event) => this.size && !this.isLasting && event.preventDefault());
    if (this.size) this.soon(0);
  }

  get size(): number {
    return this.wishes.length;
  }

  get waiting(): readonly Wish[] {
    return this.wishes;
  }

  has(about: string): boolean {
    return this.wishes.some((wish) => wish.about === about);
  }

  /** Keep a wish on the device, then send it. */
  put(about: string, body: unknown): void {
    const id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    this.write([...this.fresh().filter((wish) => wish.about !== about), { about, id, body }]);
    void this.flush();
  }

  /** Send what waits, in order; what cannot be sent now is tried again until it can. */
  async flush(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    window.clearTimeout(this.timer);
    try {
      for (let wish = this.wishes[0]; wish; wish = this.wishes[0]) {
        if (!(await this.sendOne(wish))) return this.soon(AGAIN_MS);
      }
    } finally {
      this.isSending = false;
    }
  }

  /** Returns whether the server has answered, yes or no. */
  private async sendOne(wish: Wish): Promise<boolean> {
    try {
      await this.ways.send(wish);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.isAway = AWAY.has(error.status);
      if (this.isAway) return this.ways.changed(), false;
      this.forget(wish);
      this.ways.refused?.(wish, error);
      return true;
    }
    this.isAway = false;
    this.ways.kept?.(wish);
    this.forget(wish);
    return true;
  }

  private forget(wish: Wish): void {
    this.write(this.fresh().filter((other) => other.id !== wish.id));
  }

  private soon(waitMs: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.flush(), waitMs);
  }

  /** Another tab of the same person may have added or sent something. */
  private follow(): void {
    this.wishes = this.read() ?? this.wishes;
    this.ways.changed();
  }

  private fresh(): Wish[] {
    return (this.isLasting && this.read()) || this.wishes;
  }

  /** What the device keeps; null when it keeps nothing, as in some private windows. */
  private read(): Wish[] | null {
    try {
      const found: unknown = JSON.parse(this.store.getItem(this.name) ?? "[]");
      return Array.isArray(found) ? found.filter(isWish) : [];
    } catch {
      return null;
    }
  }

  private write(wishes: Wish[]): void {
    this.wishes = wishes;
    try {
      if (wishes.length) this.store.setItem(this.name, JSON.stringify(wishes));
      else this.store.removeItem(this.name);
    } catch {
      this.isLasting = false; // full or forbidden: the wishes live as long as the page, and leaving it asks first
    }
    this.ways.changed();
  }
}

function isWish(one: unknown): one is Wish {
  const wish = one as Partial<Wish> | null;
  return typeof wish?.about === "string" && typeof wish.id === "string";
}
