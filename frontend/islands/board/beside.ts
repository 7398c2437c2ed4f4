/** What stands on and under a note besides its words: signs of others, photos. */
import { html, nothing, type TemplateResult } from "lit";
import type { Board } from "./main";
import type { Note } from "./notes";
import { SIGNS, type Sign } from "./signs";
import { t } from "./words";

const MARKS: Record<Sign, string> = { like: "♥", more: "？", fresh: "✦" };

export function signRow(board: Board, note: Note): TemplateResult | typeof nothing {
  if (note.kind === "heading" || board.unsent.has(note.id)) return nothing;
  if (!board.mayWrite && !board.signs.any(note.id)) return nothing;
  return html`<div class="board-signs" role="group" aria-label=${t("react")}>${SIGNS.map((sign) => signOf(board, note, sign))}</div>`;
}

function signOf(board: Board, note: Note, sign: Sign): TemplateResult | typeof nothing {
  const n = board.signs.count(note.id, sign);
  const face = html`<span aria-hidden="true">${MARKS[sign]}</span><span class="visually-hidden">${t(sign)}</span>${n ? html`<span class="figures">${n}</span>` : nothing}`;
  if (!board.mayWrite) return n ? html`<span class="board-sign" title=${t(sign)}>${face}</span>` : nothing;
  const isOn = board.signs.has(note.id, sign);
  return html`<button class="board-sign" type="button" title=${t(sign)} aria-pressed=${isOn ? "true" : "false"} @click=${() => board.signs.toggle(note.id, sign)}>${face}</button>`;
}

/** Photos of one note, or those of the whole board (note id empty). */
export function photoStrip(board: Board, noteId: string): TemplateResult | typeof nothing {
  const photos = board.signs.photosOf(noteId);
  if (!photos.length) return nothing;
  const strip = html`<div class="board-photo-strip">
    ${photos.map(
      (photo) =>
        html`<a href=${photo.url} title=${photo.caption}><img src="${photo.url}?size=s" alt=${t("photoOf", { caption: photo.caption || t("noCaption") })} loading="lazy" width=${photo.width} height=${photo.height} /></a>`,
    )}
  </div>`;
  return noteId ? strip : html`<section class="board-photos-all"><h2 class="board-photos-title">${t("photos")}</h2>${strip}</section>`;
}

/** On the projector every note is in sight: the more there are, the smaller they stand. */
export function wallSize(nNotes: number): string {
  return nNotes <= 24 ? "board-wall-l" : nNotes <= 64 ? "board-wall-m" : nNotes <= 140 ? "board-wall-s" : "board-wall-s board-wall-xs";
}

/** Let a box for words grow with them. */
export function fit(box: HTMLTextAreaElement): void {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 220)}px`;
}
