import { expect, test } from "vitest";
import { cut, topicOfLeaf } from "./tree";

// Four texts: 0 and 1 join first (t4), then 2 and 3 (t5), then both (t6).
const tree = { parts: { t6: ["t4", "t5"], t5: ["t2", "t3"], t4: ["t0", "t1"] } as Record<string, [string, string]>, leaves: ["t3", "t2", "t1", "t0"] };

test("a granularity undoes the last joins", () => {
  expect(cut(tree, 1)).toEqual(["t6"]);
  expect(cut(tree, 2)).toEqual(["t4", "t5"]);
  expect(cut(tree, 3)).toEqual(["t4", "t2", "t3"]);
  expect(cut(tree, 9)).toHaveLength(4);
});

test("every finest topic is under exactly one topic of the cut", () => {
  expect(topicOfLeaf(tree, cut(tree, 2))).toEqual([1, 1, 0, 0]);
  expect(topicOfLeaf(tree, cut(tree, 4)).toSorted()).toEqual([0, 1, 2, 3]);
});

test("one text alone is its own topic", () => {
  expect(cut({ parts: {}, leaves: ["t0"] }, 1)).toEqual(["t0"]);
  expect(cut({ parts: {}, leaves: [] }, 1)).toEqual([]);
});
