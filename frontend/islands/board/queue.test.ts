import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { openKeep } from "./keep";
import { Queue } from "./queue";

function written(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText("t").insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

async function reopened(name: string): Promise<Queue> {
  const keep = await openKeep(name);
  const queue = new Queue(keep);
  queue.restore((await keep.load()).unsent);
  return queue;
}

describe("the queue of unsent messages", () => {
  it("is the same after the tab was killed, with the same message ids", async () => {
    const keep = await openKeep("killed");
    const queue = new Queue(keep);
    queue.add(written("a"), ["n1"]);
    queue.seal();
    queue.add(written("b"), ["n2"]);
    await keep.settled();
    const again = await reopened("killed");
    expect(again.about).toEqual(new Set(["n1", "n2"]));
    expect(again.take().map((item) => item.id)).toEqual(queue.take().map((item) => item.id));
  });

  it("forgets what was acknowledged, here and on the device", async () => {
    const keep = await openKeep("acknowledged");
    const queue = new Queue(keep);
    queue.add(written("a"), ["n1"]);
    const [item] = queue.take();
    expect(queue.acknowledge(item?.id ?? "")).toBe(true);
    expect(queue.acknowledge(item?.id ?? "")).toBe(false);
    await keep.settled();
    expect((await reopened("acknowledged")).isEmpty).toBe(true);
  });

  it("joins keystrokes of one breath into one message and counts the note once", async () => {
    const queue = new Queue(await openKeep("keystrokes"));
    queue.add(written("a"), ["n1"]);
    queue.add(written("b"), ["n1"]);
    expect(queue.about.size).toBe(1);
    expect(queue.take()).toHaveLength(1);
  });

  it("gives each message once per connection, and again on the next", async () => {
    const queue = new Queue(await openKeep("again"));
    queue.add(written("a"), ["n1"]);
    const first = queue.take();
    expect(queue.take()).toEqual([]);
    queue.resend();
    expect(queue.take()).toEqual(first);
  });

  it("never changes a message that was sent: what is written later is a message of its own", async () => {
    const queue = new Queue(await openKeep("sealed"));
    queue.add(written("a"), ["n1"]);
    const [sent] = queue.take();
    const bytes = sent?.update.slice();
    queue.add(written("b"), ["n1"]);
    expect(sent?.update).toEqual(bytes);
    expect(queue.take()).toHaveLength(1);
  });
});
