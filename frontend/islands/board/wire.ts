/** The bytes between this screen and the board's room (goen/boards/live/frames.py says the same for the other side). */
export type Heard =
  | { kind: "update"; sequence: number; update: Uint8Array }
  | { kind: "ack"; sequence: number; id: string }
  | { kind: "state"; sequence: number; vector: Uint8Array; update: Uint8Array };

/** The largest update the room takes. */
export const MAX_UPDATE = 64 * 1024;

export function updateFrame(id: string, update: Uint8Array): Uint8Array {
  const name = new TextEncoder().encode(id);
  const frame = new Uint8Array(2 + name.length + update.length);
  frame[0] = 1;
  frame[1] = name.length;
  frame.set(name, 2);
  frame.set(update, 2 + name.length);
  return frame;
}

export function syncFrame(vector: Uint8Array): Uint8Array {
  const frame = new Uint8Array(1 + vector.length);
  frame[0] = 4;
  frame.set(vector, 1);
  return frame;
}

export function readFrame(bytes: Uint8Array): Heard | null {
  if (bytes.length < 5) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sequence = view.getUint32(1);
  if (bytes[0] === 2) return { kind: "update", sequence, update: bytes.slice(5) };
  if (bytes[0] === 3) return { kind: "ack", sequence, id: new TextDecoder().decode(bytes.subarray(5)) };
  if (bytes[0] !== 5 || bytes.length < 9) return null;
  const end = 9 + view.getUint32(5);
  return { kind: "state", sequence, vector: bytes.slice(9, end), update: bytes.slice(end) };
}
