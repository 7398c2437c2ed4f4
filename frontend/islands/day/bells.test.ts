import { expect, test } from "vitest";
import { bellBetween } from "./bells";

test("bells ring once, at one minute and at nothing", () => {
  const rung = [62, 61, 60, 59, 1, 0, -1].map((left, n, all) => bellBetween(n ? all[n - 1]! : null, left));
  expect(rung).toEqual([null, null, "minute", null, null, "over", null]);
});

test("an extension, a long sleep or the first look ring nothing", () => {
  expect([bellBetween(-3, 300), bellBetween(400, 30), bellBetween(null, 0), bellBetween(60, null)]).toEqual([null, null, null, null]);
});
