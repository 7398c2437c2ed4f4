import { beforeEach, expect, test } from "vitest";
import { TapQueue } from "./queue";

const tap = (id: string, isIn = true) => ({ id, url: `/tap/${id}/${isIn ? "in" : "out"}/`, isIn });

beforeEach(() => localStorage.clear());

test("taps survive a reload in their order", () => {
  const queue = new TapQueue(localStorage, "k");
  queue.put(tap("1"));
  queue.put(tap("2"));
  expect(new TapQueue(localStorage, "k").all().map((one) => one.id)).toEqual(["1", "2"]);
});

test("the last tap of a person counts", () => {
  const queue = new TapQueue(localStorage, "k");
  queue.put(tap("1", true));
  queue.put(tap("1", false));
  expect(queue.all()).toEqual([tap("1", false)]);
});

test("a tap that arrived is forgotten, a newer one of the same person is not", () => {
  const queue = new TapQueue(localStorage, "k");
  const first = tap("1", true);
  queue.put(first);
  queue.put(tap("1", false));
  queue.done(first);
  expect(queue.size).toBe(1);
  queue.done(queue.next()!);
  expect(localStorage.getItem("k")).toBeNull();
});

test("rubbish in the store is no queue", () => {
  localStorage.setItem("k", "{not json");
  expect(new TapQueue(localStorage, "k").size).toBe(0);
});

test("a store that refuses keeps the taps on the page", () => {
  const refusing = { getItem: () => null, setItem: () => { throw new Error("full"); }, removeItem: () => undefined };
  const queue = new TapQueue(refusing, "k");
  queue.put(tap("1"));
  expect(queue.size).toBe(1);
});
