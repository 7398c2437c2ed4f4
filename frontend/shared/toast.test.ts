import { beforeEach, expect, test, vi } from "vitest";
import { toast } from "./toast";

beforeEach(() => {
  vi.useFakeTimers();
  document.documentElement.lang = "ja";
  document.body.innerHTML = "";
});

test("undo runs once and takes the toast away", () => {
  const undo = vi.fn();
  const box = toast("移動しました。", { undo });
  box.querySelector<HTMLButtonElement>(".toast-action")!.click();

  expect(undo).toHaveBeenCalledOnce();
  expect(document.querySelector(".toast")).toBeNull();
});

test("a toast leaves by itself, one with a way back later", () => {
  toast("保存しました。");
  toast("移動しました。", { undo: () => undefined });
  vi.advanceTimersByTime(6_000);

  expect(document.querySelectorAll(".toast")).toHaveLength(1);
  vi.advanceTimersByTime(6_000);
  expect(document.querySelectorAll(".toast")).toHaveLength(0);
});

test("an error is an alert", () => {
  expect(toast("届きません。", { tone: "error" }).getAttribute("role")).toBe("alert");
});
