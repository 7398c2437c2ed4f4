import { expect, test } from "vitest";
import { fraction, nextAddress, said, secondsLeft, type Report } from "./report";

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

test("a note of figures is told in the page's words", () => {
  expect(said("44.02|43.10", "この案 {a} 点、下限 {b} 点")).toBe("この案 44.02 点、下限 43.10 点");
  expect(said("読み込み中")).toBe("読み込み中");
  expect(said("", "{a}")).toBe("");
});

test("the time left follows the pace, and is not told from too little", () => {
  expect(secondsLeft(0, 0.01, 1)).toBeNull();
  expect(secondsLeft(0, 0.5, 20)).toBe(20);
  expect(secondsLeft(0.1, 0.35, 12)).toBe(35);
});
