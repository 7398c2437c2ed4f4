import { describe, expect, it } from "vitest";
import { bestOffset } from "./clock";
import { basePath } from "./paths";
import { framesIn, fromBase64, waitMs } from "./stream";

describe("the line to the server", () => {
  it("trusts the quickest answers about the time", () => {
    const slow = { roundTripMs: 900, offsetMs: 450 };
    const quick = [10, 12, 14].map((roundTripMs, k) => ({ roundTripMs, offsetMs: 100 + k }));
    expect(bestOffset([slow, ...quick, slow])).toBe(101);
    expect(bestOffset([])).toBe(0);
  });
  it("waits longer each time, never all screens alike, never for ever", () => {
    expect(waitMs(0, () => 0)).toBe(120);
    expect(waitMs(0, () => 1)).toBe(300);
    expect(waitMs(30, () => 1)).toBe(8000);
  });
  it("finds where Goen stands from its own address", () => {
    expect(basePath("https://example.jp/goen/static/islands/assets/a.js")).toBe("/goen");
    expect(basePath("https://example.jp/static/islands/assets/a.js")).toBe("");
  });
  it("reads the answer to a POST frame by frame", () => {
    expect(framesIn(new Uint8Array([0, 0, 0, 1, 7, 0, 0, 0, 2, 8, 9])).map((frame) => [...frame])).toEqual([[7], [8, 9]]);
    expect([...fromBase64("AQI=")]).toEqual([1, 2]);
  });
});
