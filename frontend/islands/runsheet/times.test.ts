import { expect, test } from "vitest";
import { clockText, plannedStarts } from "./times";

test("reception ends where the event begins, and what follows begins there", () => {
  const lines = [
    { kind: "reception", minutes: 30 },
    { kind: "opening", minutes: 10 },
    { kind: "social", minutes: 90 },
  ];
  const { starts, spare } = plannedStarts(lines, "13:30", "13:45");
  expect(starts.map(clockText)).toEqual(["13:00", "13:30", "13:40"]);
  expect(spare).toBe(5);
});
