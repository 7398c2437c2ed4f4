import { afterEach, beforeEach, expect, test, vi } from "vitest";
import cases from "./cases.json";
import type { Sheet } from "./sheet";
import { Store } from "./store";

type Sent = { version: number; changes: { group?: number }[] };

const { problem, seats } = (cases as unknown as Pick<Sheet, "problem" | "seats">[])[0]!;
const people = seats[0]!.map((_seat, id) => ({ id }));
const sheet = { problem, seats, people, locked: seats.map((row) => row.map(() => 0)), version: 3 } as unknown as Sheet;
let answers: (Response | Error)[] = [];
let sent: Sent[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  [answers, sent] = [[], []];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    sent.push(JSON.parse(String(init.body)) as Sent);
    const answer = answers.shift() ?? Response.json({ version: 3 + sent.length });
    if (answer instanceof Error) throw answer;
    return answer;
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function moved(store: Store, person: number): void {
  store.move([{ round: 0, person, to: store.seats[0]![person] === 0 ? 1 : 0 }]);
}

test("a change made without a line is sent again, in order and once, when the line is back", async () => {
  answers = [new TypeError("away"), new Response("", { status: 502 }), Response.json({ version: 4 }), Response.json({ version: 5 })];
  const store = new Store(sheet, "/change/", () => {});
  moved(store, 0);
  moved(store, 1);
  await vi.advanceTimersByTimeAsync(100);
  expect(store.saving).toBe("offline");
  await vi.advanceTimersByTimeAsync(10_000);

  expect(store.saving).toBe("saved");
  expect(sent.map((one) => one.version)).toEqual([3, 3, 3, 4]);
  expect(sent[0]!.changes).toEqual(sent[2]!.changes);
  expect(sent[3]!.changes).not.toEqual(sent[2]!.changes);
});

test("what the server refuses is told in its words, and nothing moves from then on", async () => {
  answers = [Response.json({ code: "base.conflict", message: "ほかの人が変えました。" }, { status: 400 })];
  const store = new Store(sheet, "/change/", () => {});
  moved(store, 0);
  await vi.advanceTimersByTimeAsync(100);
  const before = store.seats;
  moved(store, 1);
  store.undo();
  store.toggleLock(0, 2);
  await vi.advanceTimersByTimeAsync(100);

  expect([store.saving, store.problem]).toEqual(["lost", "ほかの人が変えました。"]);
  expect(store.seats).toBe(before);
  expect(sent.length).toBe(1);
});
