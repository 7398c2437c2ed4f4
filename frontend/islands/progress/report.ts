/** What a job says, and what follows from it. */

/** What `base.views.job` answers. */
export interface Report {
  state: "waiting" | "running" | "done" | "failed" | "cancelled";
  done: number;
  total: number;
  note: string;
  result: unknown;
  problem: string;
}

/** Share done, 0 to 1, or null while nobody knows. */
export function fraction(report: Report): number | null {
  if (report.state === "done") return 1;
  return report.total > 0 ? Math.min(1, report.done / report.total) : null;
}

export function nextAddress(report: Report, props: { next?: string }): string | null {
  const url = (report.result as { url?: unknown } | null)?.url;
  return typeof url === "string" ? url : (props.next ?? null);
}

/** A note like "44.02|43.10" in the page's own words; without words the note as it is. */
export function said(note: string, words?: string): string {
  if (!note || !words) return note;
  const [a = "", b = ""] = note.split("|");
  return words.replace("{a}", a).replace("{b}", b);
}

/** Seconds left at the pace since the first report, to the next five, or null while too little is known. */
export function secondsLeft(firstShare: number, share: number, passedS: number): number | null {
  const gained = share - firstShare;
  if (gained < 0.02 || passedS < 2) return null;
  return Math.max(5, Math.ceil(((1 - share) * passedS) / gained / 5) * 5);
}
