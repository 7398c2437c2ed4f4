import { expect, test } from "vitest";
import { concerns, newer, sameMoment, type ClockState } from "./state";

const state = (changes: Partial<ClockState> = {}): ClockState => ({
  server_ms: 0, status: "live", segment: { id: 1, title: "討議", kind: "discussion" }, next: null, started_at_ms: 0,
  ends_at_ms: 600_000, paused_left_s: null, message: "", version: 3, open: ["boards.write"], ...changes,
});

test("old or repeated news change nothing", () => {
  expect([2, 3, 4].map((version) => newer(state(), state({ version })))).toEqual([false, false, true]);
});

test("more minutes or a message need no fetch; another segment, a pause or the end do", () => {
  const same = (changes: Partial<ClockState>): boolean => sameMoment(state(), state(changes));
  expect([same({ ends_at_ms: 900_000 }), same({ message: "休憩" })]).toEqual([true, true]);
  expect([same({ segment: null }), same({ paused_left_s: 30, ends_at_ms: null }), same({ status: "closed" })]).toEqual([false, false, false]);
});

test("a note written makes the control room look, never a hall of phones", () => {
  expect((["control", "screen", "now"] as const).map((page) => concerns(page, "boards.projected"))).toEqual([true, false, false]);
  expect(concerns("now", "grouping.published")).toBe(true);
});
