import { expect, test } from "vitest";
import { length } from "./fields";

test("a character is what a person counts as one", () => {
  expect(length("𠮷田")).toBe(2);
  expect(length("👨‍👩‍👧")).toBe(1);
  expect(length("が")).toBe(1); // か + combining dakuten
});
