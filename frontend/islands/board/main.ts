/** The sticky-note board of a table: written on this device first, the same on everybody's, whatever the network does. */
import { html, LitElement, nothing, render, type TemplateResult } from "lit";
import { serverNow } from "../../shared/clock";
import { announce } from "../../shared/dom";
import { island } from "../../shared/island";
import { toast } from "../../shared/toast";
import { bar, composer, nUnsent } from "./bar";
import "./board.css";
import "./card.css";
import "./wall.css";
import { card } from "./card";
import { Dots } from "./dots";
import { Hands } from "./hands";
import { Notes, type Note } from "./notes";
import { fit, photoStrip, wallSize } from "./beside";
import { Signs } from "./signs";
import { BoardSync, type Told } from "./sync";
import { t } from "./words";

export interface Column {
  key: string;
  title: string;
}
export interface Props {
  /** Live path, for example "/live/boards/hall/3". */
  path: string;
  /** Names this person's keep on this device. */
  owner: string;
  columns: Column[];
  addresses: { photos: string; spotlight: string };
  is_wall?: boolean;
}
interface Here {
  n: number;
  people: Record<string, { name: string; writing: string }>;
}

const ANNOUNCE_MS = 5_000;
const SLOW_MS = 1_500;

export class Board extends LitElement {
  columns: Column[] = [];
  sync!: BoardSync;
  notes!: Notes;
  dots!: Dots;
  signs!: Signs;
  byId = new Map<string, Note>();
  unsent = new Set<string>();
  here: Here = { n: 1, people: {} };
  people: Record<string, string> = {};
  editing = "";
  menuOf = "";
  linkFrom = "";
  sought = "";
  isWriter = false;
  isSlow = false;
  kept: string[] = [];
  keptWhy = "";
  private shown: Note[] = [];
  private readonly orders = new Map<string, Note[]>();
  private current = "";
  readonly hands = new Hands(this);
  private heardNew = 0;
  private announcing = 0;
  private slowTimer = 0;
  private props!: Props;

  begin(props: Props): void {
    this.props = props;
    this.columns = props.columns;
    this.current = sessionStorage.getItem(`${props.owner}.column`) ?? props.columns[0]?.key ?? "";
    this.sync = new BoardSync(props.path, `goen-board-${props.owner}`, {
      changed: () => this.onChanged(),
      told: (news) => this.onTold(news),
      rejected: (why, texts) => this.onRejected(why, texts),
    });
    this.notes = new Notes(this.sync.doc, serverNow);
    this.dots = new Dots(props.path, props.owner, this.onOwn);
    this.signs = new Signs(props.path, props.owner, props.addresses, this.onOwn);
    void this.sync.start();
    window.addEventListener("beforeunload", this.guard);
  }

  override createRenderRoot(): HTMLElement {
    return this;
  }

  get mayWrite(): boolean {
    return this.isWriter && !this.sync.gate && !this.sync.refusal && !this.props.is_wall;
  }

  nameOf(author: string): string {
    return this.people[author] ?? this.here.people[author]?.name ?? "";
  }

  headings(column: string): Note[] {
    return this.shown.filter((note) => note.kind === "heading" && note.column === column);
  }

  focusable(note: Note): boolean {
    const inColumn = this.ordered(note.column);
    return this.hands.at === note.id || (inColumn[0]?.id === note.id && !inColumn.some((other) => other.id === this.hands.at));
  }

  override render(): TemplateResult {
    if (!this.sync.isLoaded) return html`<p class="quiet">${t("loading")}</p>`;
    return html`${this.props.is_wall ? nothing : bar(this)} ${this.props.is_wall ? nothing : this.tabs()}
      <div class="board-columns ${this.props.is_wall ? wallSize(this.shown.length) : ""}" data-columns=${this.columns.length}>${this.columns.map((column) => this.column(column))}</div>
      ${photoStrip(this, "")}
      <p class="board-help small quiet">${this.mayWrite ? t("help") : nothing}</p>`;
  }

  private tabs(): TemplateResult {
    return html`<div class="board-tabs" role="group" aria-label=${t("columns")}>
      ${this.columns.map(
        (column) =>
          html`<button class="board-tab" type="button" aria-pressed=${this.current === column.key ? "true" : "false"} @click=${() => this.show(column.key)}>
            <span>${column.title}</span><span class="board-tab-count figures">${this.ordered(column.key).length}</span>
          </button>`,
      )}
    </div>`;
  }

  private column({ key, title }: Column): TemplateResult {
    const notes = this.ordered(key);
    const list = notes.length
      ? html`<ul class="board-notes" aria-label=${t("columnNotes", { column: title, n: notes.length })}>${notes.map((note) => card(this, note))}</ul>`
      : html`<div class="board-empty"><p>${t("empty")}</p><p class="small">${this.mayWrite ? t("emptyHint") : t("emptyClosed")}</p></div>`;
    return html`<section
      class="board-column"
      data-column=${key}
      ?data-current=${this.current === key}
      @dragover=${(event: DragEvent) => this.hands.onDragOver(event)}
      @drop=${(event: DragEvent) => this.hands.onDrop(event, key)}
    >
      <h2 class="board-column-title"><span>${title}</span> <span class="board-column-count figures">${t("count", { n: notes.length })}</span></h2>
      ${list} ${composer(this, key, title)}
    </section>`;
  }

  /** A column's notes in order, each heading followed by what stands under it; only what is sought. */
  ordered(column: string): Note[] {
    const known = this.orders.get(column);
    if (known) return known;
    const order = this.order(column);
    this.orders.set(column, order);
    return order;
  }

  override willUpdate(): void {
    this.orders.clear();
  }

  private order(column: string): Note[] {
    const words = this.sought.normalize("NFKC").toLowerCase();
    const all = this.shown.filter((note) => note.column === column);
    const inside = new Map<string, Note[]>();
    const top = all.filter((note) => {
      if (!note.heading || !all.some((other) => other.id === note.heading && other.kind === "heading")) return true;
      inside.set(note.heading, [...(inside.get(note.heading) ?? []), note]);
      return false;
    });
    const order = top.flatMap((note) => [note, ...(inside.get(note.id) ?? [])]);
    return words ? order.filter((note) => note.text.normalize("NFKC").toLowerCase().includes(words)) : order;
  }

  // What the person does

  show(column: string): void {
    this.current = column;
    sessionStorage.setItem(`${this.props.owner}.column`, column);
    this.requestUpdate();
  }

  addFrom(column: string): void {
    const text = this.draftOf(column).trim();
    if (!text) return;
    this.notes.add(column, text);
    this.keepDraft(column, "");
    announce(t("added", { column: this.titleOf(column) }));
    this.sync.tell(JSON.stringify({ writing: "" }));
    void this.updateComplete.then(() => {
      const box = this.querySelector<HTMLTextAreaElement>(`#board-new-${column}`);
      if (box) fit(box);
      box?.focus();
      this.querySelector(`[data-column="${column}"] .board-notes > :last-child`)?.scrollIntoView({ block: "nearest" });
    });
  }

  draftOf(column: string): string {
    return localStorage.getItem(`${this.props.owner}.draft.${column}`) ?? "";
  }
  onDraft(column: string, box: HTMLTextAreaElement): void {
    this.keepDraft(column, box.value);
    fit(box);
    this.sync.tell(JSON.stringify({ writing: box.value ? "new" : "" }));
  }
  private keepDraft(column: string, text: string): void {
    if (text) localStorage.setItem(`${this.props.owner}.draft.${column}`, text);
    else localStorage.removeItem(`${this.props.owner}.draft.${column}`);
    this.requestUpdate();
  }
  onComposerKey(event: KeyboardEvent, column: string): void {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    this.addFrom(column);
  }

  edit(id: string): void {
    if (!this.mayWrite) return;
    this.editing = id;
    this.menuOf = "";
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const box = this.querySelector<HTMLTextAreaElement>(".board-editor textarea");
      box?.focus();
      if (box) fit(box);
    });
  }
  onWriting(id: string, text: string): void {
    if (text.trim()) this.notes.write(id, text);
    this.sync.tell(JSON.stringify({ writing: id }));
  }
  onEditorKey(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing)) this.stopEditing();
  }
  stopEditing(): void {
    const id = this.editing;
    if (!id) return;
    this.editing = "";
    this.sync.tell(JSON.stringify({ writing: "" }));
    this.requestUpdate();
    void this.updateComplete.then(() => this.cardOf(id)?.focus());
  }

  toggleMenu(id: string): void {
    this.menuOf = this.menuOf === id ? "" : id;
    this.requestUpdate();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".board-menu button")?.focus());
  }
  choose(run: () => void): void {
    this.menuOf = "";
    run();
    this.requestUpdate();
  }
  moveTo(id: string, column: string): void {
    this.notes.drop(id, column, null);
    announce(t("moved", { column: this.titleOf(column) }));
    toast(t("moved", { column: this.titleOf(column) }), { undo: () => this.notes.undo() });
    this.hands.goTo(id);
  }
  step(id: string, by: -1 | 1): void {
    this.notes.step(id, by);
    this.hands.goTo(id);
  }
  removeNote(note: Note): void {
    this.notes.remove(note.id);
    toast(t("removed"), { undo: () => this.notes.undo() });
  }
  newHeading(note: Note): void {
    const heading = this.notes.add(note.column, t("headingName"), "heading");
    this.notes.putUnder(note.id, heading);
    this.edit(heading);
  }
  startLink(id: string): void {
    this.linkFrom = id;
    this.requestUpdate();
  }
  finishLink(id: string): void {
    this.notes.join(this.linkFrom, id);
    this.linkFrom = "";
    toast(t("linked"), { undo: () => this.notes.undo() });
    this.requestUpdate();
  }
  cancelLink(): void {
    this.linkFrom = "";
    this.requestUpdate();
  }
  reveal(id: string): void {
    this.sought = "";
    this.hands.goTo(id);
  }
  seek(words: string): void {
    this.sought = words.trim();
    this.orders.clear();
    this.requestUpdate();
    const n = this.columns.reduce((sum, column) => sum + this.ordered(column.key).length, 0);
    if (this.sought) announce(t("found", { n }));
  }
  copy(text: string): void {
    void navigator.clipboard?.writeText(text).then(() => toast(t("copied")));
  }
  forgetKept(): void {
    this.kept = [];
    sessionStorage.removeItem(`${this.props.owner}.kept`);
    this.requestUpdate();
  }

  onFocus(note: Note): void {
    if (this.hands.at === note.id) return;
    this.hands.at = note.id;
    this.requestUpdate();
  }

  // What comes from elsewhere

  private onChanged(): void {
    const before = this.byId;
    this.shown = this.notes.all();
    this.orders.clear();
    this.byId = new Map(this.shown.map((note) => [note.id, note]));
    this.unsent = this.sync.unsent;
    this.watchSlow();
    if (before.size) this.hearNew(this.shown.filter((note) => !before.has(note.id) && !this.unsent.has(note.id)).length);
    this.requestUpdate();
  }

  /** A note on its way is no cause for alarm; one that takes long, or was written without a line, is until it has arrived. */
  private watchSlow(): void {
    if (!nUnsent(this)) {
      window.clearTimeout(this.slowTimer);
      this.slowTimer = 0;
      this.isSlow = false;
    } else if (this.sync.link !== "live") {
      this.isSlow = true; // and stays so after the line is back: a count that vanishes before the receipt would be untrue
    } else if (!this.slowTimer) {
      this.slowTimer = window.setTimeout(() => {
        this.isSlow = true;
        this.requestUpdate();
      }, SLOW_MS);
    }
  }

  private hearNew(n: number): void {
    this.heardNew += n;
    if (!this.heardNew || this.announcing) return;
    this.announcing = window.setTimeout(() => {
      announce(t("newNotes", { n: this.heardNew }));
      this.heardNew = this.announcing = 0;
    }, ANNOUNCE_MS);
  }

  private onTold(news: Told): void {
    this.signs.hear(news);
    if (news.kind === "boards.here") this.here = news as unknown as Here;
    if (news.kind === "boards.dots") this.dots.counts = news.counts as Record<string, number>;
    if (news.kind === "boards.gate" || news.kind === "boards.hello") {
      this.columns = news.columns as Column[];
      if (!this.columns.some((column) => column.key === this.current)) this.current = this.columns[0]?.key ?? "";
      this.dots.voting = String(news.voting);
      this.dots.budget = Number(news.dots_per_person);
    }
    if (news.kind !== "boards.hello") return;
    this.people = news.people as Record<string, string>;
    this.isWriter = news.is_writer === true;
    this.notes.isAnonymous = news.is_anonymous === true;
    this.notes.author = String(news.author_key);
    this.dots.take(news.own_dots as Record<string, string>);
    this.dots.counts = news.counts as Record<string, number>;
    localStorage.setItem(`${this.props.owner}.author`, JSON.stringify([this.notes.author, this.notes.isAnonymous]));
  }

  private onRejected(why: string, texts: string[]): void {
    sessionStorage.setItem(`${this.props.owner}.kept`, JSON.stringify([why, texts]));
    window.removeEventListener("beforeunload", this.guard);
    location.reload();
  }

  /** What this device knew of the person last time, so that one can write before the line is there. */
  recall(): void {
    const [author, isAnonymous] = JSON.parse(localStorage.getItem(`${this.props.owner}.author`) ?? "[\"\", false]") as [string, boolean];
    this.isWriter ||= Boolean(author) || isAnonymous;
    this.notes.author ||= author;
    this.notes.isAnonymous ||= isAnonymous;
    const [why, texts] = JSON.parse(sessionStorage.getItem(`${this.props.owner}.kept`) ?? '["", []]') as [string, string[]];
    [this.keptWhy, this.kept] = [why, texts];
  }

  private readonly onOwn = (): void => (this.watchSlow(), this.requestUpdate());
  private readonly guard = (event: BeforeUnloadEvent): void => {
    if (nUnsent(this)) event.preventDefault();
  };
  private titleOf(key: string): string {
    return this.columns.find((column) => column.key === key)?.title ?? key;
  }
  cardOf(id: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-note="${id}"]`);
  }
}

customElements.define("goen-board", Board);

island<Props>("board", (host, props) => {
  const board = document.createElement("goen-board") as Board;
  board.begin(props);
  board.recall();
  document.querySelector(".board-plain")?.remove();
  render(board, host);
});
