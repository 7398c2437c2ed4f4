import { expect, test } from "vitest";
import cases from "./cases.json";
import { bestFirst, optionsFor } from "./moves";
import { Pricer } from "./price";
import { broken, points, scorePlan } from "./score";
import type { Problem, Score, Sheet } from "./sheet";

const recorded = cases as unknown as { problem: Problem; seats: number[][]; score: Score }[];

test.each(recorded)("a recorded plan scores in the browser as it does in the core", ({ problem, seats, score }) => {
  expect(scorePlan(problem, seats)).toEqual(score);
});

test.each(recorded)("every move and swap costs what scoring from scratch says", ({ problem, seats }) => {
  const pricer = new Pricer(problem, seats);
  const before = scorePlan(problem, seats);
  seats.forEach((row, round) => {
    row.forEach((home, person) => {
      if (home < 0) return;
      const check = (steps: [number, number][], price: { delta: number; newlyBroken: number }): void => {
        const next = seats.map((line) => [...line]);
        for (const [who, to] of steps) next[round]![who] = to;
        const after = scorePlan(problem, next);
        expect(price.delta).toBeCloseTo(points(after) - points(before), 6);
        expect(price.newlyBroken).toBe(broken(after.violations) - broken(before.violations));
      };
      problem.lows[round]!.forEach((_low, to) => to !== home && check([[person, to]], pricer.move(round, person, to)));
      row.forEach((to, partner) => to >= 0 && to !== home && check([[person, to], [partner, home]], pricer.swap(round, person, partner)));
    });
  });
});

test.each(recorded)("the seat named best is the best of all others, by scoring each from scratch", ({ problem, seats }) => {
  const value = (next: number[][]): [number, number] => {
    const score = scorePlan(problem, next);
    return [broken(score.violations), points(score)];
  };
  const free = seats.map((row) => row.map(() => 0));
  const before = value(seats);
  seats[0]!.forEach((home, person) => {
    if (home < 0) return;
    const { moves, swaps } = optionsFor({ problem } as Sheet, seats, 0, person, free);
    const best = bestFirst([...swaps, ...moves])[0];
    const others: number[][][] = [];
    const put = (changes: [number, number][]): void => {
      const next = seats.map((line) => [...line]);
      for (const [who, to] of changes) next[0]![who] = to;
      others.push(next);
    };
    problem.lows[0]!.forEach((_low, to) => to !== home && problem.highs[0]![to]! > 0 && put([[person, to]]));
    seats[0]!.forEach((to, partner) => to >= 0 && to !== home && put([[person, to], [partner, home]]));
    const least = others.map(value).sort((a, b) => a[0] - b[0] || a[1] - b[1])[0];
    expect(best === undefined).toBe(least === undefined);
    if (!best || !least) return;
    expect(best.newlyBroken).toBe(least[0] - before[0]);
    expect(best.delta).toBeCloseTo(least[1] - before[1], 6);
  });
});

test("nobody is offered a swap with somebody whose seat is locked", () => {
  const { problem, seats } = recorded[0]!;
  const locked = seats.map((row) => row.map(() => 1));
  expect(optionsFor({ problem } as Sheet, seats, 0, 0, locked).swaps).toEqual([]);
});
