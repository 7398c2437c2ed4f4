/** The editor's state: seats, locks, undo and redo, and saving one change after another. */
import { Refused, request } from "../../shared/csrf";
import { apply, inverse, scorePlan, type Step } from "./moves";
import type { Score, Sheet } from "./sheet";

export type Saving = "saved" | "saving" | "offline" | "lost";

/** Nobody answered, or a proxy while the server starts again: the change may still be made. */
const AWAY = new Set([0, 502, 503, 504]);
const AGAIN_MS = 2_000;

export class Store {
  seats: number[][];
  locked: number[][];
  saving: Saving = "saved";
  /** Why a change was refused; from then on nothing moves until the page is read again. */
  problem = "";
  private version: number;
  private readonly past: Step[][] = [];
  private readonly future: Step[][] = [];
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    readonly sheet: Sheet,
    private readonly url: string,
    private readonly changed: () => void,
  ) {
    this.seats = sheet.seats.map((row) => [...row]);
    this.locked = sheet.locked.map((row) => [...row]);
    this.version = sheet.version;
    window.addEventListener("beforeunload", (event) => {
      if (this.waiting > 0) event.preventDefault();
    });
  }

  get score(): Score {
    return scorePlan(this.sheet.problem, this.seats);
  }

  get mayUndo(): boolean {
    return this.past.length > 0;
  }

  get mayRedo(): boolean {
    return this.future.length > 0;
  }

  isLocked(round: number, person: number): boolean {
    return this.locked[round]?.[person] === 1;
  }

  move(steps: Step[]): void {
    if (this.saving === "lost") return;
    this.past.push(inverse(this.seats, steps));
    this.future.length = 0;
    this.put(steps);
  }

  undo(): void {
    this.swing(this.past, this.future);
  }

  redo(): void {
    this.swing(this.future, this.past);
  }

  toggleLock(round: number, person: number): void {
    if (this.saving === "lost") return;
    const locked = !this.isLocked(round, person);
    this.locked[round]![person] = locked ? 1 : 0;
    this.save([{ round: round + 1, participation: this.sheet.people[person]!.id, locked }]);
    this.changed();
  }

  private swing(from: Step[][], to: Step[][]): void {
    const steps = this.saving === "lost" ? undefined : from.pop();
    if (!steps) return;
    to.push(inverse(this.seats, steps));
    this.put(steps);
  }

  private put(steps: Step[]): void {
    this.seats = apply(this.seats, steps);
    this.save(steps.map((step) => ({ round: step.round + 1, participation: this.sheet.people[step.person]!.id, group: step.to + 1 })));
    this.changed();
  }

  /** Changes are sent in order, each with the version the one before it made. */
  private save(changes: object[]): void {
    if (this.saving !== "offline") this.saving = "saving";
    this.waiting += 1;
    this.queue = this.queue.then(async () => {
      if (this.saving === "lost") return;
      try {
        this.version = await this.send(changes);
        this.waiting -= 1;
        this.saving = this.waiting === 0 ? "saved" : "saving";
      } catch (error) {
        this.saving = "lost";
        this.waiting = 0; // reading the page again loses nothing more
        this.problem = error instanceof Refused ? error.message : String(error);
      }
      this.changed();
    });
  }

  /** Without a line the change waits and is tried again: the order stays, and so does what is on the screen. */
  private async send(changes: object[]): Promise<number> {
    for (;;) {
      try {
        return (await request<{ version: number }>(this.url, { body: { version: this.version, changes } })).version;
      } catch (error) {
        if (!(error instanceof Refused) || !AWAY.has(error.status)) throw error;
        this.saving = "offline";
        this.changed();
        await new Promise((resolve) => window.setTimeout(resolve, AGAIN_MS));
      }
    }
  }
}
