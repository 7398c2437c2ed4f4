import { expect, test } from "vitest";
import { holds } from "./find";

test("a reading is found however it is typed", () => {
  const line = "タカハシ ハナコ 髙橋 花子 福島県";
  for (const typed of ["たかはし", "ﾀｶﾊｼ", "タカハシハナ", "花子", "福島"]) expect(holds(line, typed)).toBe(true);
  expect(holds(line, "いとう")).toBe(false);
});
