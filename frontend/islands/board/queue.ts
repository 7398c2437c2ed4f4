/** Messages on their way: written here first, gone only when the server has acknowledged them. */
import * as Y from "yjs";
import type { Keep, Unsent } from "./keep";

export class Queue {
  private items: Unsent[] = [];
  private open: Unsent | null = null;
  private readonly sent = new Set<string>();
  private next = 1;

  constructor(private readonly keep: Keep) {}

  restore(items: Unsent[]): void {
    this.items = [...items];
    this.next = (items.at(-1)?.n ?? 0) + 1;
  }

  /** Keep a local update. What follows within the same breath joins the open message instead of making a new one. */
  add(update: Uint8Array, about: string[]): void {
    if (this.open) {
      this.open.update = Y.mergeUpdates([this.open.update, update]);
      this.open.about = [...new Set([...this.open.about, ...about])];
    } else {
      this.open = { n: this.next, id: newId(), update, about };
      this.next += 1;
      this.items.push(this.open);
    }
    this.keep.add(update, { ...this.open });
  }

  /** Close the open message: from here on it is sent as it is, however often. */
  seal(): void {
    this.open = null;
  }

  /** Messages to send now, in order; each is given once per connection. */
  take(): Unsent[] {
    this.seal();
    const waiting = this.items.filter((item) => !this.sent.has(item.id));
    waiting.forEach((item) => this.sent.add(item.id));
    return waiting;
  }

  /** A new connection knows nothing of what was sent on the old one. */
  resend(): void {
    this.sent.clear();
  }

  /** Returns whether the message was waiting. */
  acknowledge(id: string): boolean {
    const item = this.items.find((waiting) => waiting.id === id);
    if (!item) return false;
    this.items = this.items.filter((waiting) => waiting !== item);
    this.sent.delete(id);
    this.keep.drop(item.n);
    return true;
  }

  has(id: string): boolean {
    return this.items.some((item) => item.id === id);
  }

  get isEmpty(): boolean {
    return this.items.length === 0;
  }

  /** Notes and links that wait: what "未送信 n 件" counts. */
  get about(): Set<string> {
    return new Set(this.items.flatMap((item) => (item.about.length ? item.about : [item.id])));
  }
}

export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
