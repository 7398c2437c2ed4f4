import { expect, test } from "vitest";
import { Queue, type Keep } from "./queue";

function memory(start: Record<string, string> = {}): Keep & { held: Record<string, string> } {
  const held = { ...start };
  return { held, getItem: (key) => held[key] ?? null, setItem: (key, text) => void (held[key] = text) };
}

test("answers survive the page until they are kept", () => {
  const keep = memory();
  new Queue("abc", keep).add({ statement: 1, value: 1 });
  const again = new Queue("abc", keep);
  expect(again.first).toEqual({ statement: 1, value: 1 });
  again.done({ statement: 1, value: 1 });
  expect(new Queue("abc", keep).size).toBe(0);
});

test("a changed answer takes the place of the one that waits", () => {
  const queue = new Queue("abc", memory());
  queue.add({ statement: 1, value: 1 });
  queue.add({ statement: 1, value: -1 });
  queue.done({ statement: 1, value: 1 });
  expect(queue.first).toEqual({ statement: 1, value: -1 });
});

test("what is not an answer in the storage is left out", () => {
  expect(new Queue("abc", memory({ "goen.opinions.abc": '[{"statement":"x"},null,3]' })).size).toBe(0);
  expect(new Queue("abc", memory({ "goen.opinions.abc": "broken" })).size).toBe(0);
});

test("storage that refuses does not stop anybody", () => {
  const keep: Keep = { getItem: () => null, setItem: () => { throw new Error("full"); } };
  const queue = new Queue("abc", keep);
  queue.add({ statement: 1, value: 0 });
  expect(queue.size).toBe(1);
});
