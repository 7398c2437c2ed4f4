import { beforeEach, expect, test, vi } from "vitest";
import { Refused } from "./csrf";
import { Outbox, type Wish } from "./outbox";

beforeEach(() => localStorage.clear());
const away = (): Promise<never> => Promise.reject(new Refused("away", 0, "offline"));

test("what could not be sent is kept on the device and sent once the line is back, each thing's last wish only", async () => {
  const closed = new Outbox("k", { send: away, changed: () => undefined });
  closed.put("dot:1", "a");
  closed.put("dot:2", "b");
  closed.put("dot:1", "c");
  await vi.waitFor(() => expect(closed.isAway).toBe(true));
  expect(closed.size).toBe(2);

  const sent: unknown[] = [];
  const again = new Outbox("k", { send: async (wish) => sent.push(wish.body), changed: () => undefined });
  await vi.waitFor(() => expect(again.size).toBe(0));
  expect(sent).toEqual(["b", "c"]);
  expect(localStorage.getItem("k")).toBeNull();
});

test("a refusal is told and forgotten, and what stands behind it is sent", async () => {
  const sent: string[] = [];
  const refused: string[] = [];
  const send = async (wish: Wish): Promise<void> => {
    if (wish.about === "poll:1") throw new Refused("closed", 409, "closed");
    sent.push(wish.about);
  };
  const outbox = new Outbox("k", { send, changed: () => undefined, refused: (_wish, error) => refused.push(error.message) });
  outbox.put("poll:1", {});
  outbox.put("vote:2", {});
  await vi.waitFor(() => expect(outbox.size).toBe(0));
  expect([sent, refused]).toEqual([["vote:2"], ["closed"]]);
});

test("a wish that took another's place while that was on its way is not forgotten with it", async () => {
  const sent: unknown[] = [];
  let arrive = (): void => undefined;
  const send = (wish: Wish): Promise<void> => new Promise((resolve) => ((arrive = resolve), sent.push(wish.body)));
  const outbox = new Outbox("k", { send, changed: () => undefined });
  outbox.put("vote:1", "up");
  outbox.put("vote:1", "down");
  arrive();
  await vi.waitFor(() => expect(sent).toEqual(["up", "down"]));
  arrive();
  await vi.waitFor(() => expect(outbox.size).toBe(0));
});
