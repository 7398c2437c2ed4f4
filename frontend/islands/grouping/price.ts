/**
 * What a move or a swap would cost, from the two tables it touches alone: a hall of 300 people is priced in a millisecond
 * where scoring every possibility from scratch took seconds. Equal to the difference of two scores (price.test.ts).
 */
import { commonUnit } from "./score";
import type { Problem } from "./sheet";

export interface Price {
  /** In points. */
  delta: number;
  newlyBroken: number;
  /** Which kinds of rule would be broken more than now. */
  breaks: Broken[];
}

/** Sizes of groups, wishes that people sit together or apart, and facilitators. */
export type Broken = "size" | "pair" | "quota";

interface Change {
  person: number;
  from: number;
  to: number;
}

export class Pricer {
  private readonly unit: number;
  private readonly factors: number[];
  private readonly members: number[][][];
  private readonly met: Uint8Array;
  private readonly past = new Map<number, number>();
  private readonly quarrels = new Map<number, number[]>();
  private readonly blocks = new Map<number, number[]>();

  constructor(
    private readonly problem: Problem,
    private readonly seats: number[][],
  ) {
    const n = problem.n_people;
    ({ unit: this.unit, factors: this.factors } = commonUnit(problem));
    this.members = seats.map((row, round) => problem.lows[round]!.map((_low, group) => row.flatMap((seat, person) => (seat === group ? [person] : []))));
    this.met = new Uint8Array(n * n);
    for (const round of this.members) {
      for (const group of round) for (const a of group) for (const b of group) this.met[a * n + b]! += 1;
    }
    for (const [a, b, weight] of problem.past) for (const key of [a * n + b, b * n + a]) this.past.set(key, (this.past.get(key) ?? 0) + weight);
    for (const [a, b] of problem.apart) {
      this.quarrels.set(a, [...(this.quarrels.get(a) ?? []), b]);
      this.quarrels.set(b, [...(this.quarrels.get(b) ?? []), a]);
    }
    for (const block of problem.together) for (const person of block) this.blocks.set(person, block);
  }

  move(round: number, person: number, to: number): Price {
    return this.price(round, [{ person, from: this.seats[round]![person]!, to }]);
  }

  swap(round: number, person: number, partner: number): Price {
    const from = this.seats[round]![person]!;
    const to = this.seats[round]![partner]!;
    return this.price(round, [{ person, from, to }, { person: partner, from: to, to: from }]);
  }

  private price(round: number, changes: Change[]): Price {
    const units = this.balance(round, changes);
    const points = this.pairs(round, changes) + this.themes(round, changes) + this.alone(round, changes);
    const broken: [Broken, number][] = [["size", this.sizes(round, changes)], ["pair", this.rules(round, changes)], ["quota", this.quotas(round, changes)]];
    return {
      delta: units / this.unit + points,
      newlyBroken: broken.reduce((sum, [, count]) => sum + count, 0),
      breaks: broken.flatMap(([kind, count]) => (count > 0 ? [kind] : [])),
    };
  }

  /** Members of the two tables before and after, the only ones a change touches. */
  private touched(round: number, changes: Change[]): [number, number[], number[]][] {
    const { from, to } = changes[0]!;
    return [from, to].map((group) => {
      const before = this.members[round]![group]!;
      const leaving = changes.filter((change) => change.from === group).map((change) => change.person);
      const coming = changes.filter((change) => change.to === group).map((change) => change.person);
      return [group, before, [...before.filter((person) => !leaving.includes(person)), ...coming]];
    });
  }

  private balance(round: number, changes: Change[]): number {
    const seated = this.members[round]!.reduce((sum, group) => sum + group.length, 0);
    let units = 0;
    for (const attribute of this.problem.attributes) {
      if (attribute.weight === 0) continue;
      const held = new Array<number>(attribute.n_values).fill(0);
      this.seats[round]!.forEach((seat, person) => {
        const value = attribute.values[person]!;
        if (seat >= 0 && value >= 0) held[value]! += 1;
      });
      for (const [, before, after] of this.touched(round, changes)) {
        units += attribute.weight * this.factors[round]! * (off(attribute.values, held, seated, after) - off(attribute.values, held, seated, before));
      }
    }
    return units;
  }

  private pairs(round: number, changes: Change[]): number {
    const { repeat, past } = this.problem.weights;
    const n = this.problem.n_people;
    const movers = changes.map((change) => change.person);
    let points = 0;
    for (const { person, from, to } of changes) {
      for (const other of this.members[round]![from]!) {
        if (other !== person) points -= repeat * (this.met[person * n + other]! - 1) + past * (this.past.get(person * n + other) ?? 0);
      }
      for (const other of this.members[round]![to]!) {
        if (!movers.includes(other)) points += repeat * this.met[person * n + other]! + past * (this.past.get(person * n + other) ?? 0);
      }
    }
    return points;
  }

  private themes(round: number, changes: Change[]): number {
    const { themes, rank_costs, weights } = this.problem;
    let points = 0;
    for (const { person, from, to } of changes) {
      const [old, now] = [themes[round]![from]!, themes[round]![to]!];
      if (old === now) continue;
      const visits = (theme: number): number => this.seats.filter((row, r) => row[person]! >= 0 && themes[r]![row[person]!] === theme).length;
      if (old >= 0) points -= weights.theme * (rank_costs[person]?.[old] ?? 0) + weights.theme_again * (visits(old) - 1);
      if (now >= 0) points += weights.theme * (rank_costs[person]?.[now] ?? 0) + weights.theme_again * visits(now);
    }
    return points;
  }

  private alone(round: number, changes: Change[]): number {
    let points = 0;
    for (const { values, never_alone, alone_weight } of this.problem.attributes) {
      for (const value of never_alone) {
        const lonely = (people: number[]): number => (people.filter((person) => values[person] === value).length === 1 ? 1 : 0);
        for (const [, before, after] of this.touched(round, changes)) points += alone_weight * (lonely(after) - lonely(before));
      }
    }
    return points;
  }

  private sizes(round: number, changes: Change[]): number {
    const miss = (group: number, size: number): number =>
      Math.max(this.problem.lows[round]![group]! - size, 0) + Math.max(size - this.problem.highs[round]![group]!, 0);
    return this.touched(round, changes).reduce((sum, [group, before, after]) => sum + miss(group, after.length) - miss(group, before.length), 0);
  }

  private rules(round: number, changes: Change[]): number {
    const row = this.seats[round]!;
    const to = new Map(changes.map((change) => [change.person, change.to]));
    const now = (person: number): number => to.get(person) ?? row[person]!;
    const counted = new Set<number>();
    let broken = 0;
    for (const { person } of changes) {
      counted.add(person);
      for (const other of this.quarrels.get(person) ?? []) {
        if (!counted.has(other)) broken += Number(now(other) === now(person)) - Number(row[other] === row[person]);
      }
      for (const other of this.blocks.get(person) ?? []) {
        if (!counted.has(other) && row[other]! >= 0) broken += Number(now(other) !== now(person)) - Number(row[other] !== row[person]);
      }
    }
    return broken;
  }

  private quotas(round: number, changes: Change[]): number {
    let broken = 0;
    for (const { people, at_least, at_most } of this.problem.quotas) {
      const miss = (members: number[]): number => {
        const chosen = members.filter((person) => people.includes(person)).length;
        return (members.length > 0 ? Math.max(at_least - chosen, 0) : 0) + Math.max(chosen - at_most, 0);
      };
      for (const [, before, after] of this.touched(round, changes)) broken += miss(after) - miss(before);
    }
    return broken;
  }
}

/** Squared deviation of one table from the fair share, over all values. */
function off(values: number[], held: number[], seated: number, members: number[]): number {
  const counts = new Array<number>(held.length).fill(0);
  for (const person of members) if (values[person]! >= 0) counts[values[person]!]! += 1;
  return counts.reduce((sum, count, value) => sum + (seated * count - members.length * held[value]!) ** 2, 0);
}
