/** What stands around the notes: the line's state, unsent count, people, search, votes, and the place to write. */
import { html, nothing, type TemplateResult } from "lit";
import { icon, ICONS } from "./card";
import type { Board } from "./main";
import { t } from "./words";

export function bar(board: Board): TemplateResult {
  return html`<div class="board-bar">
    <div class="board-bar-row">${lineState(board)} ${people(board)} ${tools(board)}</div>
    ${unsent(board)} ${board.sync.isLasting ? nothing : html`<p class="board-notice" role="status">${t("noKeep")}</p>`}
    ${board.sync.refusal ? html`<p class="board-notice board-notice-strong" role="alert">${board.sync.refusal.message}</p>` : nothing}
    ${board.sync.gate && !board.sync.refusal ? html`<p class="board-notice" role="status">${board.sync.gate}</p>` : nothing}
    ${linking(board)} ${voting(board)} ${kept(board)}
  </div>`;
}

/** Everything of this person the server has not acknowledged: notes and links, dots, signs. */
export function nUnsent(board: Board): number {
  return board.unsent.size + (board.dots?.unsent.size ?? 0) + (board.signs?.unsent.size ?? 0);
}

function lineState(board: Board): TemplateResult {
  const state = board.sync.link;
  const look = state === "live" ? (nUnsent(board) ? "waiting" : "live") : state === "refused" ? "offline" : "waiting";
  const words = state === "live" && nUnsent(board) ? t("connecting") : t(state);
  return html`<span class="link-state board-line" data-state=${look} role="status">${words}</span>`;
}

function unsent(board: Board): TemplateResult | typeof nothing {
  if (!nUnsent(board) || (board.sync.link === "live" && !board.sync.gate && !board.isSlow)) return nothing;
  return html`<p class="board-notice board-unsent" role="status"><strong>${t("unsent", { n: nUnsent(board) })}</strong> ${t("unsentWhy")}</p>`;
}

function people(board: Board): TemplateResult {
  const { n, people: here } = board.here;
  const names = Object.values(here).map((person) => person.name);
  const writing = Object.entries(here).filter(([key, person]) => person.writing && key !== board.notes.author);
  const who = writing[0]?.[1].name;
  return html`<span class="board-here" title=${names.join("、")}>${icon(ICONS.person)}${t("here", { n: Math.max(1, n) })}</span>
    ${who ? html`<span class="board-writing" aria-hidden="true">${t("writing", { name: who })}</span>` : nothing}`;
}

function tools(board: Board): TemplateResult {
  const tool = (label: string, path: string, isOff: boolean, run: () => void): TemplateResult =>
    html`<button class="button button-icon button-s" type="button" aria-label=${label} title=${label} ?disabled=${isOff} @click=${run}>${icon(path)}</button>`;
  const undoing = board.mayWrite
    ? html`${tool(t("undo"), ICONS.undo, !board.notes.canUndo, () => board.notes.undo())}${tool(t("redo"), ICONS.redo, !board.notes.canRedo, () => board.notes.redo())}`
    : nothing;
  return html`<span class="board-tools">${undoing}
    <label class="board-search"><span class="visually-hidden">${t("search")}</span>${icon(ICONS.search)}
      <input type="search" placeholder=${t("search")} .value=${board.sought} @input=${(event: Event) => board.seek((event.target as HTMLInputElement).value)} /></label></span>`;
}

function linking(board: Board): TemplateResult | typeof nothing {
  if (!board.linkFrom) return nothing;
  return html`<p class="board-notice" role="status">${t("linking")} <button class="button button-s" type="button" @click=${() => board.cancelLink()}>${t("cancel")}</button></p>`;
}

function voting(board: Board): TemplateResult | typeof nothing {
  const { voting: state, left } = board.dots;
  if (state === "closed") return html`<p class="board-notice">${t("voteClosed")}</p>`;
  if (state !== "open") return nothing;
  return html`<p class="board-notice board-voting">${t("voteOpen")} <strong class="figures">${board.isWriter ? t("votes", { n: left }) : nothing}</strong></p>`;
}

function kept(board: Board): TemplateResult | typeof nothing {
  if (!board.kept.length) return nothing;
  return html`<div class="board-notice board-notice-strong" role="alert">
    <p>${board.keptWhy} ${t("kept")}</p>
    <ul>
      ${board.kept.map((text) => html`<li>${text} <button class="button button-s" type="button" @click=${() => board.copy(text)}>${t("copy")}</button></li>`)}
    </ul>
    <button class="button button-s" type="button" @click=${() => board.forgetKept()}>${t("close")}</button>
  </div>`;
}

/** Where one writes: at the thumb on a phone, at the foot of every column on a desk. */
export function composer(board: Board, key: string, title: string): TemplateResult | typeof nothing {
  if (!board.mayWrite) return nothing;
  return html`<form class="board-composer" @submit=${(event: Event) => (event.preventDefault(), board.addFrom(key))}>
    <label class="visually-hidden" for="board-new-${key}">${t("placeholder", { column: title })}</label>
    <textarea
      id="board-new-${key}"
      class="input"
      rows="1"
      maxlength="1000"
      enterkeyhint="enter"
      placeholder=${t("short", { column: title })}
      .value=${board.draftOf(key)}
      @input=${(event: Event) => board.onDraft(key, event.target as HTMLTextAreaElement)}
      @keydown=${(event: KeyboardEvent) => board.onComposerKey(event, key)}
    ></textarea>
    <button class="button board-add" type="submit">${icon(ICONS.add)}${t("add")}</button>
  </form>`;
}
