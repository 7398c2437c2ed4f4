import { expect, test } from "vitest";
import { fraction, nextAddress, type Report } from "./report";

const report: Report = { state: "running", done: 3, total: 12, note: "", result: null, problem: "" };

test("the share is unknown until the job says how much there is", () => {
  expect(fraction({ ...report, done: 0, total: 0 })).toBeNull();
  expect(fraction(report)).toBe(0.25);
  expect(fraction({ ...report, done: 20 })).toBe(1);
  expect(fraction({ ...report, state: "done", total: 0 })).toBe(1);
});

test("the result's own address comes before the page's", () => {
  expect(nextAddress({ ...report, result: { url: "/r/1/" } }, { next: "/list/" })).toBe("/r/1/");
  expect(nextAddress({ ...report, result: 7 }, { next: "/list/" })).toBe("/list/");
  expect(nextAddress(report, {})).toBeNull();
});
