/** What could be changed, and what each change would cost, before anything is dropped. */
import { compare, countMeetings, points, scorePlan, violationsOf, broken } from "./score";
import type { Problem, Score, Sheet } from "./sheet";

export interface Step {
  round: number;
  person: number;
  to: number;
}

export interface Option {
  /** Moves that belong together: one for a move, two for a swap. */
  steps: Step[];
  group: number;
  partner: number | null;
  delta: number;
  newlyBroken: number;
}

export function apply(seats: number[][], steps: Step[]): number[][] {
  const next = seats.map((row) => [...row]);
  for (const step of steps) next[step.round]![step.person] = step.to;
  return next;
}

/** The steps that take `steps` back. */
export function inverse(seats: number[][], steps: Step[]): Step[] {
  return steps.map((step) => ({ ...step, to: seats[step.round]![step.person]! }));
}

function option(problem: Problem, seats: number[][], before: Score, steps: Step[], group: number, partner: number | null): Option {
  const after = scorePlan(problem, apply(seats, steps));
  return { steps, group, partner, delta: points(after) - points(before), newlyBroken: broken(after.violations) - broken(before.violations) };
}

/** Moving somebody to each other group; and, where a partner is free to move, the best swap with that group. */
export function optionsFor(sheet: Sheet, seats: number[][], round: number, person: number): { moves: Option[]; swaps: Option[] } {
  const { problem } = sheet;
  const before = scorePlan(problem, seats);
  const home = seats[round]![person]!;
  const moves: Option[] = [];
  const swaps: Option[] = [];
  problem.lows[round]!.forEach((_low, group) => {
    if (group === home) return;
    moves.push(option(problem, seats, before, [{ round, person, to: group }], group, null));
    let best: Option | null = null;
    seats[round]!.forEach((seat, partner) => {
      if (seat !== group || sheet.locked[round]![partner]) return;
      const swap = option(problem, seats, before, [{ round, person, to: group }, { round, person: partner, to: home }], group, partner);
      if (!best || swap.newlyBroken < best.newlyBroken || (swap.newlyBroken === best.newlyBroken && swap.delta < best.delta)) best = swap;
    });
    if (best) swaps.push(best);
  });
  return { moves, swaps };
}

export interface Reasons {
  /** People at the table met never before, and those met in earlier years. */
  firstTime: number[];
  metBefore: number[];
  /** People of the same organisation at the table, and the fair number. */
  sameOrganisation: number;
  fairShare: number;
  rank: number | null;
}

/** Why somebody sits where they sit, as facts. */
export function reasonsFor(sheet: Sheet, seats: number[][], round: number, person: number): Reasons {
  const group = seats[round]![person]!;
  const mates = seats[round]!.flatMap((seat, other) => (seat === group && other !== person ? [other] : []));
  const met = new Set(sheet.problem.past.flatMap(([a, b]) => (a === person ? [b] : b === person ? [a] : [])));
  const organisation = sheet.people[person]!.organisation_id;
  const seated = seats[round]!.filter((seat) => seat >= 0).length;
  const held = sheet.people.filter((other, place) => other.organisation_id === organisation && seats[round]![place]! >= 0).length;
  const theme = sheet.groups.find((row) => row.round === round + 1 && row.number === group + 1)?.theme_id;
  return {
    firstTime: mates.filter((other) => !met.has(other)),
    metBefore: mates.filter((other) => met.has(other)),
    sameOrganisation: 1 + mates.filter((other) => sheet.people[other]!.organisation_id === organisation).length,
    fairShare: (held * (mates.length + 1)) / seated,
    rank: theme === null || theme === undefined ? null : (sheet.people[person]!.ranks[String(theme)] ?? null),
  };
}

export { compare, countMeetings, points, scorePlan, violationsOf, broken };
