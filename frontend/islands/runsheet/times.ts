/** The run sheet's arithmetic as `goen.core.runsheet` does it, for times that follow while one types. */
export interface Line {
  kind: string;
  minutes: number;
}

export function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

export function clockText(minutes: number): string {
  const day = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(day / 60)).padStart(2, "0")}:${String(day % 60).padStart(2, "0")}`;
}

/** When each line begins (minutes of the day), and how many minutes are left before the announced end. */
export function plannedStarts(lines: Line[], startsAt: string, endsAt: string): { starts: number[]; spare: number } {
  let head = 0;
  while (head < lines.length && lines[head]!.kind === "reception") head++;
  let foot = lines.length;
  while (foot > head && lines[foot - 1]!.kind === "social") foot--;
  const sum = (part: Line[]): number => part.reduce((total, line) => total + line.minutes, 0);
  let moment = minutesOf(startsAt) - sum(lines.slice(0, head));
  const starts = lines.map((line) => (moment += line.minutes) - line.minutes);
  return { starts, spare: minutesOf(endsAt) - minutesOf(startsAt) - sum(lines.slice(head, foot)) };
}
