/**
 * What this device keeps of a board: every update of its document, and the messages the server has not acknowledged.
 * Both are written in one transaction, so that a killed tab can neither lose a note nor send it as a second one.
 */
export interface Unsent {
  /** Place in the queue. */
  n: number;
  /** Message id: the server answers a repeated one without keeping it twice. */
  id: string;
  update: Uint8Array;
  /** What it is about (note ids, links), for the count and the marks. */
  about: string[];
}

export interface Keep {
  load(): Promise<{ updates: Uint8Array[]; unsent: Unsent[] }>;
  /** Keep an update of the document, and with it the message that carries it. */
  add(update: Uint8Array, unsent?: Unsent): void;
  /** Forget an acknowledged message. */
  drop(n: number): void;
  /** Replace all updates by one. */
  compact(state: Uint8Array): void;
  clear(): Promise<void>;
  /** Settles when everything so far is on the device. */
  settled(): Promise<void>;
  readonly isLasting: boolean;
}

const DOC = "doc";
const UNSENT = "unsent";

export async function openKeep(name: string): Promise<Keep> {
  try {
    return new DeviceKeep(await openDatabase(name));
  } catch {
    return new MemoryKeep(); // a private window: writing still works, and the screen says that nothing is kept
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(DOC, { autoIncrement: true });
      opening.result.createObjectStore(UNSENT, { keyPath: "n" });
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error("indexedDB"));
  });
}

class DeviceKeep implements Keep {
  readonly isLasting = true;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly database: IDBDatabase) {}

  async load(): Promise<{ updates: Uint8Array[]; unsent: Unsent[] }> {
    const stores = this.database.transaction([DOC, UNSENT], "readonly");
    const [updates, unsent] = await Promise.all([
      answer<Uint8Array[]>(stores.objectStore(DOC).getAll()),
      answer<Unsent[]>(stores.objectStore(UNSENT).getAll()),
    ]);
    return { updates, unsent: unsent.sort((a, b) => a.n - b.n) };
  }

  add(update: Uint8Array, unsent?: Unsent): void {
    this.write((doc, waiting) => {
      doc.add(update);
      if (unsent) waiting.put(unsent);
    });
  }

  drop(n: number): void {
    this.write((_doc, waiting) => waiting.delete(n));
  }

  compact(state: Uint8Array): void {
    this.write((doc) => {
      doc.clear();
      doc.add(state);
    });
  }

  async clear(): Promise<void> {
    this.write((doc, waiting) => {
      doc.clear();
      waiting.clear();
    });
    await this.settled();
  }

  settled(): Promise<void> {
    return this.last;
  }

  private write(run: (doc: IDBObjectStore, unsent: IDBObjectStore) => void): void {
    const work = this.database.transaction([DOC, UNSENT], "readwrite", { durability: "strict" });
    run(work.objectStore(DOC), work.objectStore(UNSENT));
    const done = new Promise<void>((resolve) => {
      work.oncomplete = () => resolve();
      work.onabort = () => resolve();
    });
    this.last = this.last.then(() => done);
  }
}

class MemoryKeep implements Keep {
  readonly isLasting = false;
  load(): Promise<{ updates: Uint8Array[]; unsent: Unsent[] }> {
    return Promise.resolve({ updates: [], unsent: [] });
  }
  add(): void {}
  drop(): void {}
  compact(): void {}
  clear(): Promise<void> {
    return Promise.resolve();
  }
  settled(): Promise<void> {
    return Promise.resolve();
  }
}

function answer<T>(asking: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    asking.onsuccess = () => resolve(asking.result as T);
    asking.onerror = () => reject(asking.error ?? new Error("indexedDB"));
  });
}
