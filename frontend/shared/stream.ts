/**
 * A connection that stays: WebSocket, or server-sent events plus POST where a proxy strips the upgrade.
 * It comes back by itself with a jittered wait, and notices connections that died without saying so.
 */
import { basePath } from "./paths";

/** connecting: first try · live · waiting: will try again · refused: the server said no, with its sentence. */
export type LinkState = "connecting" | "live" | "waiting" | "refused";
export interface Refusal {
  code: string;
  message: string;
}
export interface StreamOptions {
  onText?: (text: string) => void;
  onBytes?: (bytes: Uint8Array) => void;
  onState?: (state: LinkState, refusal?: Refusal) => void;
  /** Every time the connection is made, also again. */
  onOpen?: () => void;
}
interface Transport {
  send(bytes: Uint8Array): void;
  say(text: string): void;
  check(): void;
  close(): void;
}
interface Events {
  opened(): void;
  text(text: string): void;
  bytes(bytes: Uint8Array): void;
  closed(wasOpen: boolean): void;
}

const OPEN_WITHIN_MS = 5_000;
const BEAT_MS = 20_000;
const SILENT_MS = 8_000;
const MOST_WAIT_MS = 8_000;
const CHOICE = "goen.stream";

export function waitMs(attempt: number, random: () => number = Math.random): number {
  return (0.4 + 0.6 * random()) * Math.min(MOST_WAIT_MS, 300 * 2 ** attempt);
}

export class Stream {
  state: LinkState = "connecting";
  private transport: Transport | null = null;
  private attempt = 0;
  private timer = 0;
  private serial = 0;
  private useEvents = sessionStorage.getItem(CHOICE) === "events";
  private readonly wake = (): void => {
    if (document.visibilityState !== "visible") return;
    if (this.state === "waiting") this.retryNow();
    else this.transport?.check();
  };

  constructor(
    private readonly path: string,
    private readonly options: StreamOptions,
  ) {
    window.addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    this.connect();
  }

  /** Send bytes; only while live, otherwise they are the caller's to keep. */
  send(bytes: Uint8Array): boolean {
    if (this.state !== "live" || !this.transport) return false;
    this.transport.send(bytes);
    return true;
  }

  /** Send a word that may be lost, such as "is writing"; streams of events have no way for it and leave it out. */
  say(text: string): void {
    if (this.state === "live") this.transport?.say(text);
  }

  retryNow(): void {
    window.clearTimeout(this.timer);
    this.attempt = 0;
    this.connect();
  }

  close(): void {
    this.serial += 1;
    window.clearTimeout(this.timer);
    window.removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    this.transport?.close();
    this.transport = null;
  }

  private connect(): void {
    this.transport?.close();
    const serial = (this.serial += 1);
    const mine = (run: () => void): void => void (serial === this.serial && run());
    const events: Events = {
      opened: () => mine(() => this.onOpened()),
      text: (text) => mine(() => this.onText(text)),
      bytes: (bytes) => mine(() => this.options.onBytes?.(bytes)),
      closed: (wasOpen) => mine(() => this.onClosed(wasOpen)),
    };
    const url = new URL(`${basePath()}${this.path}`, location.href);
    this.transport = this.useEvents ? new EventsTransport(url, events) : new SocketTransport(url, events);
  }

  private onOpened(): void {
    this.attempt = 0;
    if (this.useEvents) sessionStorage.setItem(CHOICE, "events");
    this.become("live");
    this.options.onOpen?.();
  }

  private onText(text: string): void {
    const refusal = refusalIn(text);
    if (!refusal) return this.options.onText?.(text);
    this.close();
    this.become("refused", refusal);
  }

  private onClosed(wasOpen: boolean): void {
    if (!wasOpen) this.useEvents = !this.useEvents; // the other way may pass where this one is stripped
    this.become("waiting");
    this.timer = window.setTimeout(() => this.connect(), waitMs(this.attempt));
    this.attempt += 1;
  }

  private become(state: LinkState, refusal?: Refusal): void {
    if (state === this.state && !refusal) return;
    this.state = state;
    this.options.onState?.(state, refusal);
  }
}

function refusalIn(text: string): Refusal | null {
  if (!text.startsWith('{"kind": "live.refused"') && !text.startsWith('{"kind":"live.refused"')) return null;
  return JSON.parse(text) as Refusal;
}

class SocketTransport implements Transport {
  private readonly socket: WebSocket;
  private wasOpen = false;
  private isOver = false;
  private silent = 0;
  private readonly beat: number;
  private readonly opening: number;

  constructor(
    url: URL,
    private readonly events: Events,
  ) {
    const address = new URL(url);
    address.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(address);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => ((this.wasOpen = true), events.opened());
    this.socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      window.clearTimeout(this.silent);
      if (typeof data === "string") events.text(data);
      else events.bytes(new Uint8Array(data));
    };
    this.socket.onclose = () => this.over();
    this.beat = window.setInterval(() => this.check(), BEAT_MS);
    this.opening = window.setTimeout(() => this.wasOpen || this.over(), OPEN_WITHIN_MS);
  }

  send(bytes: Uint8Array): void {
    this.socket.send(bytes as Uint8Array<ArrayBuffer>);
  }

  say(text: string): void {
    this.socket.send(text);
  }

  /** Ask for a sign of life; a connection that gives none is dropped. */
  check(): void {
    if (this.socket.readyState !== WebSocket.OPEN) return;
    this.socket.send("beat");
    window.clearTimeout(this.silent);
    this.silent = window.setTimeout(() => this.over(), SILENT_MS);
  }

  close(): void {
    this.isOver = true;
    [this.silent, this.opening].forEach((timer) => window.clearTimeout(timer));
    window.clearInterval(this.beat);
    this.socket.onclose = null;
    this.socket.close();
  }

  private over(): void {
    if (this.isOver) return;
    this.close();
    this.events.closed(this.wasOpen);
  }
}

class EventsTransport implements Transport {
  private readonly source: EventSource;
  private readonly watch: number;
  private posting: Promise<void> = Promise.resolve();
  private wasOpen = false;
  private isOver = false;
  private heardAt = performance.now();

  constructor(
    private readonly url: URL,
    private readonly events: Events,
  ) {
    this.source = new EventSource(url);
    this.source.onopen = () => ((this.wasOpen = true), events.opened());
    this.source.onmessage = ({ data }: MessageEvent<string>) => (this.heard(), events.text(data));
    this.source.addEventListener("bytes", ({ data }: MessageEvent<string>) => (this.heard(), events.bytes(fromBase64(data))));
    this.source.addEventListener("beat", () => this.heard());
    this.source.addEventListener("end", () => this.over());
    this.source.onerror = () => void this.failed();
    this.watch = window.setInterval(() => performance.now() - this.heardAt > 3 * BEAT_MS && this.over(), BEAT_MS);
  }

  send(bytes: Uint8Array): void {
    this.posting = this.posting.then(() => this.post(bytes)).catch(() => this.over());
  }

  say(): void {}

  check(): void {
    if (performance.now() - this.heardAt > 1.5 * BEAT_MS) this.over();
  }

  close(): void {
    this.isOver = true;
    window.clearInterval(this.watch);
    this.source.close();
  }

  private async post(bytes: Uint8Array): Promise<void> {
    if (this.isOver) return;
    const response = await fetch(this.url, {
      method: "POST",
      body: bytes as Uint8Array<ArrayBuffer>,
      headers: { "Content-Type": "application/octet-stream" },
    });
    if (response.headers.get("Content-Type") === "application/json") return this.events.text(await response.text());
    framesIn(new Uint8Array(await response.arrayBuffer())).forEach((frame) => this.events.bytes(frame));
  }

  /** A stream that never opened may have been refused: the same address answers a plain request with the reason. */
  private async failed(): Promise<void> {
    this.source.close();
    if (!this.wasOpen) {
      const answer = await fetch(this.url, { headers: { Accept: "application/json" } }).catch(() => null);
      const body = answer?.status === 404 ? await answer.text().catch(() => "") : "";
      await answer?.body?.cancel().catch(() => undefined);
      if (body && !this.isOver && refusalIn(body)) return this.events.text(body);
    }
    this.over();
  }

  private heard(): void {
    this.heardAt = performance.now();
  }

  private over(): void {
    if (this.isOver) return;
    this.close();
    this.events.closed(this.wasOpen);
  }
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** Split an answer to a POST into its frames: each with its length in four bytes before it. */
export function framesIn(answer: Uint8Array): Uint8Array[] {
  const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
  const frames: Uint8Array[] = [];
  for (let at = 0; at + 4 <= answer.byteLength; ) {
    const length = view.getUint32(at);
    frames.push(answer.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return frames;
}
