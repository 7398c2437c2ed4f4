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
