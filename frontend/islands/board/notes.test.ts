import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { difference, Notes } from "./notes";
import { isAhead } from "./sync";
import { readFrame, updateFrame } from "./wire";

function board(): { doc: Y.Doc; notes: Notes } {
  const doc = new Y.Doc();
  return { doc, notes: new Notes(doc) };
}

describe("what a person does with notes", () => {
  it("a deleted note comes back by undo and goes again by redo", () => {
    const { notes } = board();
    const id = notes.add("gap", "発信がばらばら");
    notes.remove(id);
    expect(notes.all()).toEqual([]);
    notes.undo();
    expect(notes.all().map((note) => note.text)).toEqual(["発信がばらばら"]);
    notes.redo();
    expect(notes.all()).toEqual([]);
  });

  it("two people in one note both keep their words", () => {
    const one = board();
    const id = one.notes.add("gap", "県産品");
    const two = board();
    Y.applyUpdate(two.doc, Y.encodeStateAsUpdate(one.doc));
    one.notes.write(id, "福島の県産品");
    two.notes.write(id, "県産品のPR");
    Y.applyUpdate(one.doc, Y.encodeStateAsUpdate(two.doc));
    expect(one.notes.get(id)?.text).toBe("福島の県産品のPR");
  });

  it("steps move one place and undo brings back", () => {
    const { notes } = board();
    const [a, b, c] = ["一", "二", "三"].map((text) => notes.add("gap", text));
    notes.step(c ?? "", -1);
    expect(notes.in("gap").map((note) => note.id)).toEqual([a, c, b]);
    notes.undo();
    expect(notes.in("gap").map((note) => note.id)).toEqual([a, b, c]);
  });

  it("a drop lands before the note it was let go on", () => {
    const { notes } = board();
    const [a, b] = ["一", "二"].map((text) => notes.add("gap", text));
    const c = notes.add("as_is", "三");
    notes.drop(c, "gap", b ?? null);
    expect(notes.in("gap").map((note) => note.id)).toEqual([a, c, b]);
    notes.drop(c, "gap", a ?? null);
    expect(notes.in("gap").map((note) => note.id)).toEqual([c, a, b]);
  });

  it("links are data and can be taken back", () => {
    const { notes } = board();
    const problem = notes.add("gap", "課題");
    const answer = notes.add("solution", "解決策");
    notes.join(problem, answer);
    expect(notes.get(problem)?.to).toEqual([answer]);
    expect(notes.get(answer)?.from).toEqual([problem]);
    notes.undo();
    expect(notes.get(problem)?.to).toEqual([]);
  });

  it("on an anonymous board no two notes carry the same client number, and none an author", () => {
    const { doc, notes } = board();
    notes.isAnonymous = true;
    notes.author = "p1";
    ["一", "二", "三"].forEach((text) => notes.add("gap", text));
    expect(Y.decodeStateVector(Y.encodeStateVector(doc)).size).toBe(3);
    expect(notes.all().every((note) => note.author === "")).toBe(true);
  });

  it("a difference never splits a surrogate pair", () => {
    expect(difference("𠮷", "𠮟")).toEqual({ start: 0, gone: 2, added: "𠮟" });
    expect(difference("あ😀い", "あ😁い")).toEqual({ start: 1, gone: 2, added: "😁" });
    expect(difference("あい", "あうい")).toEqual({ start: 1, gone: 0, added: "う" });
  });
});

describe("the bytes", () => {
  it("an update frame names its message", () => {
    expect([...updateFrame("ab", new Uint8Array([9, 8]))]).toEqual([1, 2, 97, 98, 9, 8]);
  });
  it("frames of the room are read, broken ones are none", () => {
    expect(readFrame(new Uint8Array([3, 0, 0, 1, 0, 97]))).toEqual({ kind: "ack", sequence: 256, id: "a" });
    expect(readFrame(new Uint8Array([3]))).toBeNull();
    const state = readFrame(new Uint8Array([5, 0, 0, 0, 2, 0, 0, 0, 1, 0, 7, 7]));
    expect(state).toEqual({ kind: "state", sequence: 2, vector: new Uint8Array([0]), update: new Uint8Array([7, 7]) });
  });
  it("a document is ahead exactly when the other lacks something", () => {
    const { doc, notes } = board();
    const before = Y.encodeStateVector(doc);
    notes.add("gap", "新しい");
    expect(isAhead(doc, before)).toBe(true);
    expect(isAhead(doc, Y.encodeStateVector(doc))).toBe(false);
  });
});
