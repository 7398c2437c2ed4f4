/** What could be changed, and what each change would cost, before anything is dropped. */
import { Pricer, type Price } from "./price";
import { compare, countMeetings, points, scorePlan, violationsOf, broken } from "./score";
import type { Problem, Sheet } from "./sheet";

export interface Step {
  round: number;
  person: number;
  to: number;
}

export interface Option extends Price {
  /** Moves that belong together: one for a move, two for a swap. */
  steps: Step[];
  group: number;
  partner: number | null;
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

/** Pricing lays the hall out once; a sheet's seats are replaced, never changed, so it holds while they are the same. */
let laid: { problem: Problem; seats: number[][]; pricer: Pricer } | null = null;
let found: { pricer: Pricer; locked: string; round: number; person: number; options: Options } | null = null;

function pricerFor(problem: Problem, seats: number[][]): Pricer {
  if (laid?.problem !== problem || laid.seats !== seats) laid = { problem, seats, pricer: new Pricer(problem, seats) };
  return laid.pricer;
}

export interface Options {
  moves: Option[];
  swaps: Option[];
}

/** Moving somebody to each other group; and, where a partner is free to move, the best swap with that group. */
export function optionsFor(sheet: Sheet, seats: number[][], round: number, person: number, locked = sheet.locked): Options {
  const pricer = pricerFor(sheet.problem, seats);
  const key = locked[round]!.join("");
  if (found?.pricer === pricer && found.round === round && found.person === person && found.locked === key) return found.options;
  const options = allOptions(sheet.problem, pricer, seats, round, person, locked[round]!);
  found = { pricer, locked: key, round, person, options };
  return options;
}

export function swapOption(sheet: Sheet, seats: number[][], round: number, person: number, partner: number): Option {
  const home = seats[round]![person]!;
  const group = seats[round]![partner]!;
  const steps = [{ round, person, to: group }, { round, person: partner, to: home }];
  return { steps, group, partner, ...pricerFor(sheet.problem, seats).swap(round, person, partner) };
}

function allOptions(problem: Problem, pricer: Pricer, seats: number[][], round: number, person: number, locked: number[]): Options {
  const home = seats[round]![person]!;
  const moves: Option[] = [];
  const best = new Map<number, Option>();
  if (home < 0) return { moves, swaps: [] };
  problem.lows[round]!.forEach((_low, group) => {
    if (group !== home && problem.highs[round]![group]! > 0) {
      moves.push({ steps: [{ round, person, to: group }], group, partner: null, ...pricer.move(round, person, group) });
    }
  });
  seats[round]!.forEach((group, partner) => {
    if (group < 0 || group === home || locked[partner]) return;
    const price = pricer.swap(round, person, partner);
    const other = best.get(group);
    if (other && (other.newlyBroken - price.newlyBroken || other.delta - price.delta) <= 0) return;
    best.set(group, { steps: [{ round, person, to: group }, { round, person: partner, to: home }], group, partner, ...price });
  });
  return { moves, swaps: [...best.values()].sort((a, b) => a.group - b.group) };
}

/** Rules first, then points. */
export function bestFirst(options: Option[]): Option[] {
  return [...options].sort((a, b) => a.newlyBroken - b.newlyBroken || a.delta - b.delta);
}

export interface Reasons {
  /** People at the table met never before, those met in an earlier round today, and those met in earlier years. */
  firstTime: number[];
  metToday: number[];
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
  const today = new Set(mates.filter((other) => seats.slice(0, round).some((row) => row[other]! >= 0 && row[other] === row[person])));
  const organisation = sheet.people[person]!.organisation_id;
  const seated = seats[round]!.filter((seat) => seat >= 0).length;
  const held = sheet.people.filter((other, place) => other.organisation_id === organisation && seats[round]![place]! >= 0).length;
  const theme = sheet.groups.find((row) => row.round === round + 1 && row.number === group + 1)?.theme_id;
  return {
    firstTime: mates.filter((other) => !met.has(other) && !today.has(other)),
    metToday: mates.filter((other) => today.has(other)),
    metBefore: mates.filter((other) => met.has(other)),
    sameOrganisation: 1 + mates.filter((other) => sheet.people[other]!.organisation_id === organisation).length,
    fairShare: (held * (mates.length + 1)) / seated,
    rank: theme === null || theme === undefined ? null : (sheet.people[person]!.ranks[String(theme)] ?? null),
  };
}

export { compare, countMeetings, points, scorePlan, violationsOf, broken };
