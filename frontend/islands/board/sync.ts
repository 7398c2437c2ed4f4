/** Keeps one board's document the same here, on this device and on the server. Writing never waits for the network. */
import * as Y from "yjs";
import { Stream, type LinkState, type Refusal } from "../../shared/stream";
import { openKeep, type Keep } from "./keep";
import { Queue } from "./queue";
import { readFrame, syncFrame, updateFrame } from "./wire";

/** What the server says besides notes. */
export interface Told {
  kind: string;
  [name: string]: unknown;
}
export interface SyncEvents {
  /** Something that is shown has changed: notes, counts, state. */
  changed(): void;
  told(news: Told): void;
  /** The server will never take what is written here: `texts` is kept for the person. */
  rejected(message: string, texts: string[]): void;
}

const FLUSH_MS = 150;
const LATER_MS = 2_000;
const COMPACT_AFTER = 300;
const SERVER = "server";
const KEPT = "kept";

export class BoardSync {
  readonly doc = new Y.Doc();
  link: LinkState = "connecting";
  refusal: Refusal | null = null;
  /** Why writing is closed now; empty while it is open. */
  gate = "";
  isLasting = true;
  isLoaded = false;
  private queue!: Queue;
  private keep!: Keep;
  private stream: Stream | null = null;
  private isSynced = false;
  private mustCompare = false;
  private timer = 0;
  private nKept = 0;

  constructor(
    private readonly path: string,
    private readonly name: string,
    private readonly events: SyncEvents,
  ) {}

  async start(): Promise<void> {
    this.keep = await openKeep(this.name);
    this.isLasting = this.keep.isLasting;
    this.queue = new Queue(this.keep);
    const { updates, unsent } = await this.keep.load();
    this.nKept = updates.length;
    this.queue.restore(unsent);
    Y.transact(this.doc, () => updates.forEach((update) => Y.applyUpdate(this.doc, update, KEPT)), KEPT);
    this.doc.on("update", (update: Uint8Array, origin: unknown) => this.onUpdate(update, origin));
    this.isLoaded = true;
    this.events.changed();
    this.stream = new Stream(this.path, {
      onOpen: () => this.onOpen(),
      onBytes: (bytes) => this.onBytes(bytes),
      onText: (text) => this.onText(JSON.parse(text) as Told),
      onState: (state, refusal) => this.onState(state, refusal),
    });
  }

  /** Note ids and links the server has not acknowledged. */
  get unsent(): Set<string> {
    return this.isLoaded ? this.queue.about : new Set();
  }

  /** Tell others what this person is writing; nothing is lost when it does not arrive. */
  tell(text: string): void {
    this.stream?.say(text);
  }

  async close(): Promise<void> {
    window.clearTimeout(this.timer);
    this.stream?.close();
    this.doc.destroy();
    await this.keep?.settled();
  }

  private onUpdate(update: Uint8Array, origin: unknown): void {
    this.nKept += 1;
    if (origin === SERVER) this.keep.add(update);
    else if (origin !== KEPT) {
      this.queue.add(update, Array.isArray(origin) ? (origin as string[]) : []);
      this.flushSoon(FLUSH_MS);
    }
    if (this.nKept > COMPACT_AFTER) {
      this.nKept = 1;
      this.keep.compact(Y.encodeStateAsUpdate(this.doc));
    }
    this.events.changed();
  }

  private flushSoon(waitMs: number): void {
    if (this.timer) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.flush();
    }, waitMs);
  }

  private flush(): void {
    if (!this.isSynced || this.gate || !this.stream) return;
    for (const item of this.queue.take()) this.stream.send(updateFrame(item.id, item.update));
  }

  private ask(): void {
    this.stream?.send(syncFrame(Y.encodeStateVector(this.doc)));
  }

  private onOpen(): void {
    this.isSynced = false;
    this.mustCompare = true;
    this.queue.resend();
    this.ask();
  }

  private onState(state: LinkState, refusal?: Refusal): void {
    this.link = state;
    this.refusal = refusal ?? null;
    if (state !== "live") this.isSynced = false;
    this.events.changed();
  }

  private onBytes(bytes: Uint8Array): void {
    const heard = readFrame(bytes);
    if (!heard) return;
    if (heard.kind === "ack") this.onAck(heard.id);
    else {
      Y.applyUpdate(this.doc, heard.update, SERVER);
      if (heard.kind === "state") this.onServerState(heard.vector);
    }
  }

  private onAck(id: string): void {
    if (!this.queue.acknowledge(id)) return;
    if (this.queue.isEmpty && this.mustCompare) this.ask(); // once after a reconnection: is really everything there?
    this.events.changed();
  }

  private onServerState(vector: Uint8Array): void {
    this.isSynced = true;
    if (this.queue.isEmpty) {
      this.mustCompare = false;
      if (isAhead(this.doc, vector)) this.queue.add(Y.encodeStateAsUpdate(this.doc, vector), []);
    }
    this.flush();
    this.events.changed();
  }

  private onText(news: Told): void {
    if (news.kind === "boards.refused") return this.onRefused(news);
    if (news.kind === "boards.hello" || news.kind === "boards.gate") {
      this.gate = String(news.reason ?? "");
      if (!this.gate) {
        this.queue.resend();
        this.flush();
      }
    }
    this.events.told(news);
    this.events.changed();
  }

  private onRefused(news: Told): void {
    const id = String(news.id ?? "");
    if (!this.queue.has(id)) return;
    if (news.is_final === true) return this.onRejected(String(news.message ?? ""));
    if (news.code === "boards.out_of_order") {
      this.isSynced = false;
      this.queue.resend();
      window.setTimeout(() => this.ask(), FLUSH_MS);
    } else if (news.code === "boards.try_later") {
      this.queue.resend();
      this.flushSoon(LATER_MS);
    } else {
      this.gate = String(news.message ?? "");
    }
    this.events.changed();
  }

  /** Save the words, forget the rest: the document here can never become the server's. */
  private onRejected(message: string): void {
    const notes = this.doc.getMap<Y.Map<unknown>>("notes");
    const texts = [...this.queue.about].map((id) => String(notes.get(id)?.get("text") ?? "")).filter(Boolean);
    this.stream?.close();
    this.stream = null;
    void this.keep.clear().then(() => this.events.rejected(message, texts));
  }
}

/** Whether a document holds structs a state vector does not know. */
export function isAhead(doc: Y.Doc, vector: Uint8Array): boolean {
  const theirs = Y.decodeStateVector(vector);
  return [...Y.decodeStateVector(Y.encodeStateVector(doc))].some(([client, clock]) => clock > (theirs.get(client) ?? 0));
}
