/**
 * The score of a plan, the same whole numbers as `goen.core.grouping.score.score_plan` (proved on recorded cases in
 * score.test.ts). From scratch each time: 300 people in 3 rounds take about a millisecond.
 */
import type { Attribute, Problem, Score, Violations } from "./sheet";

const UNIT_LIMIT = 2 ** 36;

export function scorePlan(problem: Problem, seats: number[][]): Score {
  const { unit, factors } = commonUnit(problem);
  const meetings = countMeetings(seats, problem.n_people);
  let repeat = 0;
  for (const times of meetings.values()) repeat += (times * (times - 1)) / 2;
  const past = pastCost(problem, meetings);
  const theme = themeCost(problem, seats);
  const themeAgain = sameThemes(problem, seats);
  const imbalance = problem.attributes.map((attribute) => imbalanceOf(problem, attribute, seats, factors));
  const { weights } = problem;
  const alone = problem.attributes.map((attribute) => aloneIn(attribute, seats));
  let total = unit * (weights.repeat * repeat + weights.past * past + weights.theme * theme + weights.theme_again * themeAgain);
  problem.attributes.forEach((attribute, place) => (total += attribute.weight * imbalance[place]! + unit * attribute.alone_weight * alone[place]!));
  return { unit, total, repeat, past, theme, theme_again: themeAgain, imbalance, alone, violations: violationsOf(problem, seats) };
}

/** Hard rules first, then points: negative when `a` is the better plan. */
export function compare(a: Score, b: Score): number {
  return broken(a.violations) - broken(b.violations) || a.total - b.total;
}

export function broken(violations: Violations): number {
  return violations.size + violations.apart + violations.together + violations.quota;
}

export function points(score: Score): number {
  return score.total / score.unit;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

export function commonUnit(problem: Problem): { unit: number; factors: number[] } {
  const counts = problem.present.map((row) => Math.max(row.reduce((sum, here) => sum + here, 0), 1));
  const multiple = counts.reduce((sum, count) => (sum / gcd(sum, count)) * count, 1);
  let unit = multiple ** 2;
  if (unit > UNIT_LIMIT) unit = Math.max(...counts) ** 2 * (new Set(counts).size === 1 ? 1 : 64);
  return { unit, factors: counts.map((count) => Math.max(1, Math.round(unit / count ** 2))) };
}

/** How often each pair shares a group: key `low * n + high`. */
export function countMeetings(seats: number[][], nPeople: number): Map<number, number> {
  const meetings = new Map<number, number>();
  for (const row of seats) {
    for (const members of membersOf(row).values()) {
      for (let i = 0; i < members.length; i++) {
        for (let j = i + 1; j < members.length; j++) {
          const key = members[i]! * nPeople + members[j]!;
          meetings.set(key, (meetings.get(key) ?? 0) + 1);
        }
      }
    }
  }
  return meetings;
}

/** People of each group in one round, in order of their number. */
export function membersOf(row: number[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  row.forEach((group, person) => {
    if (group < 0) return;
    const members = groups.get(group);
    if (members) members.push(person);
    else groups.set(group, [person]);
  });
  return groups;
}

function pastCost(problem: Problem, meetings: Map<number, number>): number {
  let cost = 0;
  for (const [a, b, weight] of problem.past) {
    cost += weight * (meetings.get(Math.min(a, b) * problem.n_people + Math.max(a, b)) ?? 0);
  }
  return cost;
}

function themeCost(problem: Problem, seats: number[][]): number {
  let cost = 0;
  seats.forEach((row, round) => {
    row.forEach((group, person) => {
      const theme = group < 0 ? -1 : (problem.themes[round]?.[group] ?? -1);
      if (theme >= 0) cost += problem.rank_costs[person]?.[theme] ?? 0;
    });
  });
  return cost;
}

/** Pairs of rounds in which one person works on one theme. */
function sameThemes(problem: Problem, seats: number[][]): number {
  const visits = new Map<string, number>();
  let pairs = 0;
  seats.forEach((row, round) => {
    row.forEach((group, person) => {
      const theme = group < 0 ? -1 : (problem.themes[round]?.[group] ?? -1);
      if (theme < 0) return;
      const before = visits.get(`${person}/${theme}`) ?? 0;
      pairs += before;
      visits.set(`${person}/${theme}`, before + 1);
    });
  });
  return pairs;
}

function aloneIn(attribute: Attribute, seats: number[][]): number {
  if (attribute.never_alone.length === 0) return 0;
  let lonely = 0;
  for (const row of seats) {
    const counts = new Map<number, number>();
    row.forEach((group, person) => {
      const value = attribute.values[person]!;
      if (group >= 0 && attribute.never_alone.includes(value)) {
        const key = group * attribute.n_values + value;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    });
    for (const count of counts.values()) if (count === 1) lonely += 1;
  }
  return lonely;
}

function imbalanceOf(problem: Problem, attribute: Attribute, seats: number[][], factors: number[]): number {
  let total = 0;
  const nGroups = problem.lows[0]?.length ?? 0;
  seats.forEach((row, round) => {
    const counts = Array.from({ length: nGroups }, () => new Array<number>(attribute.n_values).fill(0));
    const sizes = new Array<number>(nGroups).fill(0);
    const held = new Array<number>(attribute.n_values).fill(0);
    row.forEach((group, person) => {
      if (group < 0) return;
      sizes[group]! += 1;
      const value = attribute.values[person]!;
      if (value < 0) return;
      counts[group]![value]! += 1;
      held[value]! += 1;
    });
    const seated = sizes.reduce((sum, size) => sum + size, 0);
    let squares = 0;
    counts.forEach((line, group) => line.forEach((count, value) => (squares += (seated * count - sizes[group]! * held[value]!) ** 2)));
    total += factors[round]! * squares;
  });
  return total;
}

export function violationsOf(problem: Problem, seats: number[][]): Violations {
  const found: Violations = { size: 0, apart: 0, together: 0, quota: 0 };
  seats.forEach((row, round) => {
    const sizes = problem.lows[round]!.map((_low, group) => row.filter((seat) => seat === group).length);
    sizes.forEach((size, group) => {
      found.size += Math.max(problem.lows[round]![group]! - size, 0) + Math.max(size - problem.highs[round]![group]!, 0);
    });
    for (const [a, b] of problem.apart) if (row[a]! >= 0 && row[a] === row[b]) found.apart += 1;
    for (const block of problem.together) found.together += separated(block.map((person) => row[person]!).filter((seat) => seat >= 0));
    for (const quota of problem.quotas) found.quota += quotaMisses(quota.people, quota.at_least, quota.at_most, row, sizes);
  });
  return found;
}

function separated(seats: number[]): number {
  let pairs = 0;
  for (let i = 0; i < seats.length; i++) for (let j = i + 1; j < seats.length; j++) if (seats[i] !== seats[j]) pairs += 1;
  return pairs;
}

function quotaMisses(people: number[], least: number, most: number, row: number[], sizes: number[]): number {
  return sizes.reduce((sum, size, group) => {
    const chosen = people.filter((person) => row[person] === group).length;
    return sum + (size > 0 ? Math.max(least - chosen, 0) : 0) + Math.max(chosen - most, 0);
  }, 0);
}
