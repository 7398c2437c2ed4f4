/** One sticky note: its words, its marks, and everything one can do with it by button. */
import { html, nothing, type TemplateResult } from "lit";
import { KINDS, type Note } from "./notes";
import type { Board, Column } from "./main";
import { photoStrip, signRow } from "./beside";
import { t } from "./words";

const TONES = ["note-as-is", "note-to-be", "note-gap", "note-solution"];

export function toneOf(columns: readonly Column[], key: string): string {
  return TONES[columns.findIndex((column) => column.key === key)] ?? "note-plain";
}

/** An icon of the page's own set (goen/base/icons.py). */
export function icon(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path}></path></svg>`;
}
export const ICONS = {
  more: "M5 12h.1M12 12h.1M19 12h.1",
  up: "M12 19V5m-6 6 6-6 6 6",
  down: "M12 5v14m-6-6 6 6 6-6",
  undo: "M5 8h10a5 5 0 0 1 0 10h-5M9 4 5 8l4 4",
  redo: "M19 8H9a5 5 0 0 0 0 10h5M15 4l4 4-4 4",
  link: "m10 14 4-4M8 12l-2 2a3.5 3.5 0 0 0 5 5l2-2M16 12l2-2a3.5 3.5 0 0 0-5-5l-2 2",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20",
  person: "M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c.7-4 3.5-6 7-6s6.3 2 7 6",
  add: "M12 5v14M5 12h14",
};

export function card(board: Board, note: Note): TemplateResult {
  const isEditing = board.editing === note.id;
  const isUnsent = board.unsent.has(note.id);
  const classes = note.kind === "heading" ? "note board-heading" : `note ${toneOf(board.columns, note.column)} board-kind-${note.kind}`;
  return html`<li
    class=${classes}
    data-note=${note.id}
    ?data-unsent=${isUnsent}
    ?data-selected=${board.linkFrom === note.id}
    ?data-inside=${Boolean(note.heading)}
    tabindex=${board.focusable(note) ? 0 : -1}
    draggable=${board.mayWrite && !isEditing ? "true" : "false"}
    @dragstart=${(event: DragEvent) => board.hands.onDragStart(event, note.id)}
    @dragend=${() => board.hands.onDragEnd()}
    @keydown=${(event: KeyboardEvent) => board.hands.onKey(event, note)}
    @focus=${() => board.onFocus(note)}
  >
    ${isEditing ? editor(board, note) : face(board, note)} <div class="board-foot">${meta(board, note, isUnsent)} ${signRow(board, note)}</div> ${relations(board, note)} ${photoStrip(board, note.id)}
  </li>`;
}

function face(board: Board, note: Note): TemplateResult {
  const kind = note.kind === "note" || note.kind === "heading" ? nothing : html`<span class="board-kind">${t(note.kind)}</span>`;
  const words = html`${kind}<span class="board-text">${note.text}</span>`;
  const menu = board.mayWrite || board.signs.maySpotlight ? menuButton(board, note) : nothing;
  if (note.kind === "heading") return html`<div class="board-face"><h3 class="board-heading-text">${words}</h3>${menu}</div>`;
  return html`<div class="board-face"><p @dblclick=${() => board.edit(note.id)}>${words}</p>${menu}</div>`;
}

function menuButton(board: Board, note: Note): TemplateResult {
  const isOpen = board.menuOf === note.id;
  const name = t("menu", { text: note.text.slice(0, 20) });
  return html`<button class="board-more" type="button" aria-label=${name} aria-expanded=${isOpen ? "true" : "false"} @click=${() => board.toggleMenu(note.id)}>
      ${icon(ICONS.more)}
    </button>
    ${isOpen ? (board.mayWrite ? menu(board, note) : showMenu(board, note)) : nothing}`;
}

/** While writing is closed, whoever runs the day may still put a note on the screen. */
function showMenu(board: Board, note: Note): TemplateResult {
  const run = (): void => board.choose(() => void board.signs.spotlight(note.id));
  return html`<ul class="board-menu"><li><button class="board-act" type="button" @click=${run}>${t("spotlight")}</button></li></ul>`;
}

function menu(board: Board, note: Note): TemplateResult {
  const others = board.columns.filter((column) => column.key !== note.column);
  const headings = board.headings(note.column).filter((heading) => heading.id !== note.id && heading.id !== note.heading);
  const act = (label: string, run: () => void, tone = ""): TemplateResult =>
    html`<li><button class="board-act ${tone}" type="button" @click=${() => board.choose(run)}>${label}</button></li>`;
  return html`<ul class="board-menu" aria-label=${t("menu", { text: note.text.slice(0, 20) })}>
    ${act(t("edit"), () => board.edit(note.id))}
    ${others.map((column) => act(t("moveTo", { column: column.title }), () => board.moveTo(note.id, column.key)))}
    ${act(t("up"), () => board.step(note.id, -1))} ${act(t("down"), () => board.step(note.id, 1))}
    ${act(t("link"), () => board.startLink(note.id))}
    ${note.kind === "heading" ? nothing : headings.map((heading) => act(t("underHeading", { text: heading.text.slice(0, 12) }), () => board.notes.putUnder(note.id, heading.id)))}
    ${note.heading ? act(t("noHeading"), () => board.notes.putUnder(note.id, "")) : nothing}
    ${note.kind === "heading" ? nothing : act(t("newHeading"), () => board.newHeading(note))}
    ${isUnsentNow(board, note) ? nothing : html`<li><a class="board-act" href="${board.signs.addresses.photos}?note=${note.id}">${t("addPhoto")}</a></li>`}
    ${board.signs.maySpotlight ? act(t("spotlight"), () => void board.signs.spotlight(note.id)) : nothing}
    ${note.kind === "heading" ? nothing : kinds(board, note)} ${act(t("remove"), () => board.removeNote(note), "board-act-warn")}
  </ul>`;
}

function isUnsentNow(board: Board, note: Note): boolean {
  return board.unsent.has(note.id);
}

function kinds(board: Board, note: Note): TemplateResult {
  return html`<li class="board-kinds" role="group" aria-label=${t("kind")}>
    ${KINDS.map(
      (kind) =>
        html`<button class="board-act board-kind-${kind}" type="button" aria-pressed=${note.kind === kind ? "true" : "false"} @click=${() => board.choose(() => board.notes.recolour(note.id, kind))}>
          ${t(kind)}
        </button>`,
    )}
  </li>`;
}

function editor(board: Board, note: Note): TemplateResult {
  return html`<form class="board-editor" @submit=${(event: Event) => (event.preventDefault(), board.stopEditing())}>
    <textarea
      class="input"
      maxlength="1000"
      aria-label=${t("edit")}
      .value=${note.text}
      @input=${(event: Event) => board.onWriting(note.id, (event.target as HTMLTextAreaElement).value)}
      @keydown=${(event: KeyboardEvent) => board.onEditorKey(event)}
      @blur=${() => board.stopEditing()}
    ></textarea>
    <button class="button button-s button-primary" type="submit">${t("save")}</button>
  </form>`;
}

function meta(board: Board, note: Note, isUnsent: boolean): TemplateResult | typeof nothing {
  const name = board.nameOf(note.author);
  const parts = [
    isUnsent ? html`<span class="board-unsent-mark">${t("unsentMark")}</span>` : nothing,
    name ? html`<span class="board-author"><span class="visually-hidden">${t("author", { name })}</span><span aria-hidden="true">${name}</span></span>` : nothing,
    votes(board, note),
    board.linkFrom && board.linkFrom !== note.id
      ? html`<button class="button button-s button-primary" type="button" @click=${() => board.finishLink(note.id)}>${t("linkHere")}</button>`
      : nothing,
  ];
  return parts.every((part) => part === nothing) ? nothing : html`<div class="note-meta">${parts}</div>`;
}

function votes(board: Board, note: Note): TemplateResult | typeof nothing {
  if (note.kind === "heading") return nothing;
  const count = board.dots.counts[note.id] ?? 0;
  const own = board.dots.of(note.id);
  const shown = count ? html`<span class="dots board-count"><span class="dot" aria-hidden="true"></span>${t("votesOf", { n: count })}</span>` : nothing;
  if (board.dots.voting !== "open" || !board.isWriter) return shown;
  return html`${shown}<span class="board-vote">
      <button class="board-dot" type="button" aria-label=${t("vote", { n: own })} @click=${() => board.dots.add(note.id)}>
        ${Array.from({ length: own }, () => html`<span class="dot"></span>`)}<span class="dot board-dot-free"></span>
      </button>
      ${own ? html`<button class="board-dot" type="button" @click=${() => board.dots.remove(note.id)}>${t("unvote")}</button>` : nothing}
    </span>`;
}

function relations(board: Board, note: Note): TemplateResult | typeof nothing {
  if (!note.to.length && !note.from.length) return nothing;
  const chip = (id: string, label: string): TemplateResult | typeof nothing => {
    const other = board.byId.get(id);
    if (!other) return nothing;
    return html`<button class="board-relation ${toneOf(board.columns, other.column)}" type="button" @click=${() => board.reveal(id)}>
      ${icon(ICONS.link)}<span><span class="visually-hidden">${label}：</span>${other.text.slice(0, 24)}</span>
    </button>`;
  };
  return html`<div class="board-relations">${note.to.map((id) => chip(id, t("leadsTo")))}${note.from.map((id) => chip(id, t("comesFrom")))}</div>`;
}
