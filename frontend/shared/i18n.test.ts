import { expect, test } from "vitest";
import { sentences } from "./i18n";

const t = sentences({ ja: { left: "あと {n} 件" }, en: { left: "{n} left" } });

test("the page's language speaks", () => {
  document.documentElement.lang = "ja";
  expect(t("left", { n: 3 })).toBe("あと 3 件");
  document.documentElement.lang = "en";
  expect(t("left", { n: 0 })).toBe("0 left");
});

test("a missing value stays visible", () => {
  document.documentElement.lang = "ja";
  expect(t("left")).toBe("あと {n} 件");
});
