/** The editor's state: seats, locks, undo and redo, and saving one change after another. */
import { request } from "../../shared/csrf";
import { apply, inverse, scorePlan, type Step } from "./moves";
import type { Score, Sheet } from "./sheet";

export type Saving = "saved" | "saving" | "lost";

export class Store {
  seats: number[][];
  locked: number[][];
  saving: Saving = "saved";
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
    const locked = !this.isLocked(round, person);
    this.locked[round]![person] = locked ? 1 : 0;
    this.save([{ round: round + 1, participation: this.sheet.people[person]!.id, locked }]);
    this.changed();
  }

  private swing(from: Step[][], to: Step[][]): void {
    const steps = from.pop();
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
    if (this.saving === "lost") return;
    this.saving = "saving";
    this.waiting += 1;
    this.queue = this.queue.then(async () => {
      if (this.saving === "lost") return;
      try {
        const answer = await request<{ version: number }>(this.url, { body: { version: this.version, changes } });
        this.version = answer.version;
        this.waiting -= 1;
        if (this.waiting === 0) this.saving = "saved";
      } catch {
        this.saving = "lost";
      }
      this.changed();
    });
  }
}
