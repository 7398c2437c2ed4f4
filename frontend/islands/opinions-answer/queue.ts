/** Answers that wait to be kept: in this browser's storage until the server has said that it holds them. */
export interface Answer {
  statement: number;
  value: number;
}

export interface Keep {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
}

export class Queue {
  private waiting: Answer[];
  private readonly key: string;

  constructor(
    code: string,
    private readonly keep: Keep,
  ) {
    this.key = `goen.opinions.${code}`;
    this.waiting = read(keep, this.key);
  }

  get size(): number {
    return this.waiting.length;
  }

  get first(): Answer | null {
    return this.waiting[0] ?? null;
  }

  holds(statement: number): boolean {
    return this.waiting.some((answer) => answer.statement === statement);
  }

  /** Add an answer; a later one to the same statement takes the place of the earlier. */
  add(answer: Answer): void {
    this.waiting = [...this.waiting.filter((other) => other.statement !== answer.statement), answer];
    this.store();
  }

  /** Forget an answer that was kept or refused, unless it was changed meanwhile. */
  done(answer: Answer): void {
    this.waiting = this.waiting.filter((other) => other.statement !== answer.statement || other.value !== answer.value);
    this.store();
  }

  private store(): void {
    try {
      this.keep.setItem(this.key, JSON.stringify(this.waiting));
    } catch {
      // Storage may be full or forbidden: the page still holds the answers.
    }
  }
}

function read(keep: Keep, key: string): Answer[] {
  try {
    const found: unknown = JSON.parse(keep.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.filter(isAnswer) : [];
  } catch {
    return [];
  }
}

function isAnswer(one: unknown): one is Answer {
  const answer = one as Partial<Answer> | null;
  return typeof answer?.statement === "number" && typeof answer.value === "number";
}
