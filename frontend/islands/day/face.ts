/** The clock's face: what it says for a moment of the server's time. Pure, so that every screen counts alike. */
import { sentences } from "../../shared/i18n";

export type FaceState = "idle" | "paused" | "running" | "ending" | "over";

export interface FaceData {
  endsAtMs: number | null;
  pausedLeftS: number | null;
}

const t = sentences({
  ja: { paused: "一時停止中", ending: "まもなく終了", over: "時間を過ぎています", idle: "", running: "" },
  en: { paused: "Paused", ending: "Nearly over", over: "Over time", idle: "", running: "" },
});

const ENDING_S = 60;

/** Whole seconds left, rounded up: a minute begins at 1:00 and is over at 0:00; negative when over time. */
export function leftSeconds(data: FaceData, nowMs: number): number | null {
  if (data.pausedLeftS !== null) return data.pausedLeftS;
  return data.endsAtMs === null ? null : Math.ceil((data.endsAtMs - nowMs) / 1000);
}

export function stateOf(data: FaceData, left: number | null): FaceState {
  if (left === null) return "idle";
  if (data.pausedLeftS !== null) return "paused";
  if (left < 0) return "over";
  return left <= ENDING_S ? "ending" : "running";
}

export function faceText(left: number | null): string {
  if (left === null) return "–:–";
  const seconds = Math.abs(left);
  return `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function noteOf(state: FaceState): string {
  return t(state);
}

/** Milliseconds until the figure changes next. */
export function untilChange(data: FaceData, nowMs: number): number {
  if (data.endsAtMs === null) return 1_000;
  const rest = (((data.endsAtMs - nowMs) % 1_000) + 1_000) % 1_000;
  return rest + 4; // just past the change
}

function numberOf(text: string | undefined): number | null {
  return text ? Number(text) : null;
}

export function dataOf(face: HTMLElement): FaceData {
  return { endsAtMs: numberOf(face.dataset.endsAt), pausedLeftS: numberOf(face.dataset.paused) };
}

export function drawFace(face: HTMLElement, nowMs: number): number | null {
  const data = dataOf(face);
  const left = leftSeconds(data, nowMs);
  const state = stateOf(data, left);
  const figure = face.querySelector(".timer-face");
  const text = faceText(left);
  if (figure && figure.textContent !== text) figure.textContent = text;
  face.dataset.state = state;
  const note = face.querySelector("[data-face-note]");
  if (note && note.textContent !== noteOf(state)) note.textContent = noteOf(state);
  const rest = face.querySelector<HTMLProgressElement>("[data-face-rest]");
  if (rest) rest.value = Math.max(0, left ?? 0);
  return state === "paused" ? null : left;
}
