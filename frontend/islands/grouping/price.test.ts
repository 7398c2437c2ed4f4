import { expect, test } from "vitest";
import cases from "./cases.json";
import { optionsFor } from "./moves";
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

test("nobody is offered a swap with somebody whose seat is locked", () => {
  const { problem, seats } = recorded[0]!;
  const locked = seats.map((row) => row.map(() => 1));
  expect(optionsFor({ problem } as Sheet, seats, 0, 0, locked).swaps).toEqual([]);
});
