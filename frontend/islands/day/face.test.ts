import { expect, test } from "vitest";
import { faceText, leftSeconds, stateOf, untilChange } from "./face";

const running = (endsAtMs: number) => ({ endsAtMs, pausedLeftS: null });

test("a minute begins at 1:00 and is over at 0:00, then counts up", () => {
  const face = (now: number): string => faceText(leftSeconds(running(60_000), now));
  expect([face(0), face(1), face(999), face(1_000), face(60_000), face(60_001), face(61_000), face(75_500)]).toEqual([
    "1:00", "1:00", "1:00", "0:59", "0:00", "0:00", "+0:01", "+0:15",
  ]);
});

test("a stopped clock keeps what is left, whatever time passes", () => {
  const stopped = { endsAtMs: null, pausedLeftS: 90 };
  expect([leftSeconds(stopped, 0), leftSeconds(stopped, 1e9)]).toEqual([90, 90]);
  expect(stateOf(stopped, 90)).toBe("paused");
});

test("the last minute and the overrun have names of their own", () => {
  expect([61, 60, 0, -1].map((left) => stateOf(running(1), left))).toEqual(["running", "ending", "ending", "over"]);
});

test("the next look comes just after the figure changes", () => {
  expect(untilChange(running(10_250), 0)).toBe(254);
  expect(untilChange(running(10_250), 10_300)).toBe(954);
});
