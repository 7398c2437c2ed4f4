/** Moving about and moving notes: by keyboard, and by drag where there is a mouse. Every drag has its key and its button. */
import type { Board } from "./main";
import type { Note } from "./notes";

export class Hands {
  /** The note the keyboard stands on. */
  at = "";
  private drag = "";

  constructor(private readonly board: Board) {}

  onKey(event: KeyboardEvent, note: Note): void {
    if (event.target !== event.currentTarget) {
      if (event.key === "Escape" && this.board.menuOf) this.board.toggleMenu(this.board.menuOf);
      return;
    }
    const run = this.act(event, note);
    if (!run) return;
    event.preventDefault();
    run();
  }

  goTo(id: string): void {
    const note = this.board.notes.get(id);
    if (note) this.board.show(note.column);
    this.at = id;
    this.board.requestUpdate();
    void this.board.updateComplete.then(() => this.board.cardOf(id)?.focus());
  }

  onDragStart(event: DragEvent, id: string): void {
    this.drag = id;
    event.dataTransfer?.setData("text/plain", id);
  }
  onDragEnd(): void {
    this.drag = "";
  }
  onDragOver(event: DragEvent): void {
    if (this.drag) event.preventDefault();
  }
  onDrop(event: DragEvent, column: string): void {
    if (!this.drag) return;
    event.preventDefault();
    const cards = [...this.board.querySelectorAll<HTMLElement>(`[data-column="${column}"] [data-note]`)];
    const after = cards.find((other) => event.clientY < other.getBoundingClientRect().top + other.offsetHeight / 2);
    this.board.notes.drop(this.drag, column, after?.dataset.note ?? null);
    this.drag = "";
  }

  private act(event: KeyboardEvent, note: Note): (() => void) | undefined {
    const { board } = this;
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const along = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
    if (sideways) return () => this.goSideways(note, sideways, event.altKey && board.mayWrite);
    if (along && event.altKey) return board.mayWrite ? () => board.step(note.id, along) : undefined;
    if (along) return () => this.goAlong(note, along);
    if (!board.mayWrite) return undefined;
    if (event.key === "Enter") return board.linkFrom ? () => board.finishLink(note.id) : () => board.edit(note.id);
    if (event.key === "Delete") return () => board.removeNote(note);
    return undefined;
  }

  private goAlong(note: Note, by: -1 | 1): void {
    const order = this.board.ordered(note.column);
    const next = order[order.findIndex((other) => other.id === note.id) + by];
    if (next) this.goTo(next.id);
  }

  private goSideways(note: Note, by: number, isMoving: boolean): void {
    const { columns } = this.board;
    const column = columns[columns.findIndex((other) => other.key === note.column) + by];
    if (!column) return;
    if (isMoving) return this.board.moveTo(note.id, column.key);
    const next = this.board.ordered(column.key)[0];
    if (next) this.goTo(next.id);
  }
}
