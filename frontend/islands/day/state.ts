/** The clock as `events.queries.clock_state` tells it: a message is the whole state, so the newest one is the truth. */
export interface ClockState {
  server_ms: number;
  status: string;
  segment: { id: number; title: string; kind: string } | null;
  next: { id: number; title: string } | null;
  started_at_ms: number | null;
  ends_at_ms: number | null;
  paused_left_s: number | null;
  message: string;
  version: number;
  open: string[];
}

/** News may arrive twice or late: only a higher version counts. */
export function newer(present: ClockState, heard: ClockState): boolean {
  return heard.version > present.version;
}

/** Whether only figures or the message changed: then nothing has to be fetched. */
export function sameMoment(before: ClockState, after: ClockState): boolean {
  const key = (state: ClockState): string =>
    JSON.stringify([state.status, state.segment, state.next?.id, state.open, state.paused_left_s === null]);
  return key(before) === key(after);
}

export type Page = "control" | "screen" | "now";

const HALL = ["live.resync", "grouping.published", "grouping.withdrawn", "pitches.started", "pitches.ended"];
const HEARD: Record<"screen" | "now", Set<string>> = {
  screen: new Set([...HALL, "day.screen_changed", "boards.spotlit", "questions.screen_changed", "questions.poll_closed", "questions.changed"]),
  now: new Set([...HALL, "day.help_closed", "boards.opened", "boards.frozen", "boards.unfrozen", "pitches.revealed", "questions.poll_changed", "questions.poll_closed"]),
};
const BUSY = new Set(["boards.projected", "pitches.scored", "voices.saved", "roster.checked_in", "proposals.changed", "questions.changed"]);

/** Whether a page shows what this news is about: a note written must not make a hall of phones fetch. */
export function concerns(page: Page, kind: string): boolean {
  if (kind === "questions.counted" || kind === "questions.poll_counted") return false; // figures only, drawn at once
  return page === "control" || HEARD[page].has(kind);
}

export function isBusy(kind: string): boolean {
  return BUSY.has(kind);
}
