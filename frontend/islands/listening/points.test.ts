import { expect, test } from "vitest";
import { middles, nearest, paint, readPoints } from "./points";

const table = new Uint16Array([0, 65535, 0, 7, 1, 0, 65535, 0, 1, 2, 0, 1]);
const points = readPoints(table.buffer);
const whole = { zoom: 1, x: 0.5, y: 0.5 };

test("points are read with the top at the top and large text numbers", () => {
  expect([points.n, points.x[0], points.y[0], points.place[0]]).toEqual([2, 0, 0, 65543]);
  expect([points.x[1], points.y[1], points.home[1]]).toEqual([1, 1, 1]);
});

test("the point under the finger is found, and none where there is none", () => {
  expect(nearest(points, 100, 100, whole, 6, 6, 8)).toBe(0);
  expect(nearest(points, 100, 100, whole, 50, 50, 8)).toBe(-1);
});

test("dots are painted in the colour of their topic and stay on the canvas", () => {
  const pixels = new Uint32Array(100 * 100);
  paint(pixels, 100, 100, points, points.home, new Uint32Array([11, 22]), whole, 2);
  expect(new Set(pixels)).toEqual(new Set([0, 11, 22]));
  expect(pixels[4 * 100 + 4]).toBe(11);
  expect(middles(points, points.home, 3)).toEqual([{ n: 1, x: 0, y: 0 }, { n: 1, x: 1, y: 1 }, null]);
});

test("ten times the points cost about ten times the painting", () => {
  const pixels = new Uint32Array(1200 * 700);
  const fastest = (n: number): number => {
    const many = { n, x: new Float32Array(n), y: new Float32Array(n), leaf: new Uint16Array(n), place: new Uint32Array(n), home: new Uint16Array(n) };
    for (let at = 0; at < n; at += 1) [many.x[at], many.y[at]] = [(at * 0.618) % 1, (at * 0.754) % 1];
    const times = Array.from({ length: 9 }, () => {
      const start = performance.now();
      paint(pixels, 1200, 700, many, many.home, new Uint32Array([1]), whole, 1);
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  fastest(5_000); // compiled before it is measured
  expect(fastest(50_000) / fastest(5_000)).toBeLessThan(40); // quadratic painting would be 100
});
