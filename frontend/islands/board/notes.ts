/** What a person can do with notes: each act is one transaction that names what it is about, and knows its way back. */
import * as Y from "yjs";
import { newId } from "./queue";

export type Kind = "note" | "fact" | "question" | "idea" | "heading";
export const KINDS: readonly Kind[] = ["note", "fact", "question", "idea"];
export const MAX_TEXT = 1000;

export interface Note {
  id: string;
  text: string;
  column: string;
  kind: Kind;
  position: number;
  heading: string;
  author: string;
  created: number;
  /** Notes this one leads to, and notes that lead here. */
  to: string[];
  from: string[];
}
interface Act {
  undo: () => void;
  redo: () => void;
}
type Fields = Partial<Pick<Note, "column" | "position" | "kind" | "heading">> & { gone?: boolean };

export class Notes {
  author = "";
  isAnonymous = false;
  private readonly past: Act[] = [];
  private readonly future: Act[] = [];
  private lastAbout = "";

  constructor(
    private readonly doc: Y.Doc,
    private readonly now: () => number = Date.now,
  ) {}

  all(): Note[] {
    const found = new Map<string, Note>();
    this.map.forEach((note, id) => {
      if (note instanceof Y.Map && !note.get("gone")) found.set(id, read(id, note));
    });
    this.links.forEach((_value, key) => {
      const [from = "", to = ""] = key.split(">");
      if (!found.has(from) || !found.has(to)) return;
      found.get(from)?.to.push(to);
      found.get(to)?.from.push(from);
    });
    return [...found.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  }

  add(column: string, text: string, kind: Kind = "note", heading = ""): string {
    const id = newId();
    const position = Math.max(0, ...this.in(column).map((note) => note.position)) + 1;
    this.change([id], () => {
      const note = new Y.Map<unknown>();
      note.set("column", column);
      note.set("position", position);
      note.set("kind", kind);
      note.set("created", Math.round(this.now()));
      if (heading) note.set("heading", heading);
      if (this.author && !this.isAnonymous) note.set("author", this.author);
      note.set("text", new Y.Text(text.slice(0, MAX_TEXT)));
      this.map.set(id, note);
    });
    this.remember({ undo: () => this.set(id, { gone: true }), redo: () => this.set(id, { gone: false }) });
    return id;
  }

  /** Change the words: only what differs is written, so that two people in one note both keep theirs. */
  write(id: string, text: string): void {
    const shared = this.map.get(id)?.get("text");
    if (!(shared instanceof Y.Text)) return;
    const before = shared.toString();
    const after = text.slice(0, MAX_TEXT);
    if (before === after) return;
    this.replace(id, after);
    this.remember({ undo: () => this.replace(id, before), redo: () => this.replace(id, after) });
  }

  place(id: string, column: string, position: number): void {
    this.setRemembered(id, { column, position, heading: "" });
  }

  recolour(id: string, kind: Kind): void {
    this.setRemembered(id, { kind });
  }

  putUnder(id: string, heading: string): void {
    this.setRemembered(id, { heading });
  }

  remove(id: string): void {
    this.set(id, { gone: true });
    this.remember({ undo: () => this.set(id, { gone: false }), redo: () => this.set(id, { gone: true }) });
  }

  /** A step up (-1) or down (1) among the notes of its column. */
  step(id: string, by: -1 | 1): void {
    const note = this.get(id);
    if (!note) return;
    const order = this.in(note.column);
    const at = order.findIndex((other) => other.id === id);
    const target = at + by;
    if (target < 0 || target >= order.length) return;
    const beyond = order[target + by]?.position ?? (order[target]?.position ?? 0) + by;
    this.setRemembered(id, { position: ((order[target]?.position ?? 0) + beyond) / 2 });
  }

  /** Into a column before another note, or at its end. */
  drop(id: string, column: string, before: string | null): void {
    const order = this.in(column).filter((note) => note.id !== id);
    const at = before === null ? order.length : order.findIndex((note) => note.id === before);
    const last = order.at(-1)?.position ?? 0;
    const above = at > 0 ? order[at - 1]?.position : (order[0]?.position ?? 1) - 2;
    const below = at < order.length ? order[at]?.position : last + 2;
    this.place(id, column, ((above ?? last) + (below ?? last + 2)) / 2);
  }

  join(from: string, to: string): void {
    if (from === to) return;
    const key = `${from}>${to}`;
    const put = (): void => this.change([key], () => this.links.set(key, true));
    const take = (): void => this.change([key], () => this.links.delete(key));
    const isJoined = this.links.has(key);
    (isJoined ? take : put)();
    this.remember(isJoined ? { undo: put, redo: take } : { undo: take, redo: put });
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }
  get canRedo(): boolean {
    return this.future.length > 0;
  }
  undo(): void {
    const act = this.past.pop();
    if (!act) return;
    act.undo();
    this.future.push(act);
  }
  redo(): void {
    const act = this.future.pop();
    if (!act) return;
    act.redo();
    this.past.push(act);
  }

  get(id: string): Note | undefined {
    return this.all().find((note) => note.id === id);
  }

  in(column: string): Note[] {
    return this.all().filter((note) => note.column === column);
  }

  private get map(): Y.Map<Y.Map<unknown>> {
    return this.doc.getMap("notes");
  }
  private get links(): Y.Map<boolean> {
    return this.doc.getMap("links");
  }

  private setRemembered(id: string, fields: Fields): void {
    const note = this.map.get(id);
    if (!note) return;
    const before = Object.fromEntries(Object.keys(fields).map((key) => [key, note.get(key) ?? ""])) as Fields;
    this.set(id, fields);
    this.remember({ undo: () => this.set(id, before), redo: () => this.set(id, fields) });
  }

  private set(id: string, fields: Fields): void {
    this.change([id], () => {
      const note = this.map.get(id);
      for (const [key, value] of Object.entries(fields)) if (note && (note.get(key) ?? "") !== value) note.set(key, value);
    });
  }

  private replace(id: string, text: string): void {
    this.change([id], () => {
      const shared = this.map.get(id)?.get("text");
      if (!(shared instanceof Y.Text)) return;
      const { start, gone, added } = difference(shared.toString(), text);
      if (gone) shared.delete(start, gone);
      if (added) shared.insert(start, added);
    });
  }

  /** On an anonymous board what belongs to different notes carries different client numbers: nothing ties them to one phone. */
  private change(about: string[], run: () => void): void {
    const key = about.join();
    if (this.isAnonymous && key !== this.lastAbout) this.doc.clientID = crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
    this.lastAbout = key;
    this.doc.transact(run, about);
  }

  private remember(act: Act): void {
    this.past.push(act);
    if (this.past.length > 200) this.past.shift();
    this.future.length = 0;
  }
}

function read(id: string, note: Y.Map<unknown>): Note {
  return {
    id,
    text: String(note.get("text") ?? ""),
    column: String(note.get("column") ?? ""),
    kind: (note.get("kind") as Kind | undefined) ?? "note",
    position: Number(note.get("position") ?? 0),
    heading: String(note.get("heading") ?? ""),
    author: String(note.get("author") ?? ""),
    created: Number(note.get("created") ?? 0),
    to: [],
    from: [],
  };
}

/** Where two texts differ, in UTF-16 units that never split a pair. */
export function difference(before: string, after: string): { start: number; gone: number; added: string } {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start += 1;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start -= 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return { start, gone: before.length - start - end, added: after.slice(start, after.length - end) };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}
function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
