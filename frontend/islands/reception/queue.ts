/** Taps that have not reached the server yet: kept through reloads, one per person, the last one counts. */
export interface Tap {
  id: string;
  url: string;
  isIn: boolean;
}

export class TapQueue {
  #taps: Map<string, Tap>;

  constructor(
    private readonly store: Pick<Storage, "getItem" | "setItem" | "removeItem">,
    private readonly key: string,
  ) {
    this.#taps = new Map(this.#read().map((tap) => [tap.id, tap]));
  }

  get size(): number {
    return this.#taps.size;
  }

  put(tap: Tap): void {
    this.#taps.delete(tap.id);
    this.#taps.set(tap.id, tap);
    this.#write();
  }

  next(): Tap | undefined {
    return this.#taps.values().next().value;
  }

  has(id: string): boolean {
    return this.#taps.has(id);
  }

  all(): Tap[] {
    return [...this.#taps.values()];
  }

  /** Forget a tap that arrived, unless the person was tapped again meanwhile. */
  done(tap: Tap): void {
    if (this.#taps.get(tap.id) !== tap) return;
    this.#taps.delete(tap.id);
    this.#write();
  }

  #read(): Tap[] {
    try {
      const kept: unknown = JSON.parse(this.store.getItem(this.key) ?? "[]");
      return Array.isArray(kept) ? (kept as Tap[]).filter((tap) => typeof tap.id === "string" && typeof tap.url === "string") : [];
    } catch {
      return [];
    }
  }

  #write(): void {
    try {
      if (this.#taps.size) this.store.setItem(this.key, JSON.stringify([...this.#taps.values()]));
      else this.store.removeItem(this.key);
    } catch {
      // A private window may keep nothing; the taps still live as long as the page.
    }
  }
}
