/** The server's clock on this screen, to within 100 ms: the median of the quickest answers, taken again after sleep. */
import { basePath } from "./paths";

interface Sample {
  roundTripMs: number;
  offsetMs: number;
}

const SAMPLES = 7;
const KEEP = 3;
const AGAIN_MS = 5 * 60_000;
const JUMP_MS = 400;

let offsetMs = 0;
let anchorMs = 0;
let running: Promise<void> | null = null;
let started = false;

/** Milliseconds since 1970 by the server's clock. */
export function serverNow(): number {
  start();
  if (anchorMs && Math.abs(drift() - anchorMs) > JUMP_MS) void resample(); // this device slept, or its clock was set
  return Date.now() + offsetMs;
}

/** Settles as soon as the first offset is known (or could not be fetched). */
export function clockReady(): Promise<void> {
  start();
  return running ?? Promise.resolve();
}

/** The offset to trust: the quickest round trips lie least; of these, the one in the middle. */
export function bestOffset(samples: readonly Sample[]): number {
  const quickest = [...samples].sort((a, b) => a.roundTripMs - b.roundTripMs).slice(0, KEEP);
  const offsets = quickest.map((sample) => sample.offsetMs).sort((a, b) => a - b);
  return offsets[Math.floor((offsets.length - 1) / 2)] ?? 0;
}

/** Measure again; at most one measurement runs at a time. */
export function resample(): Promise<void> {
  running ??= measure().finally(() => (running = null));
  return running;
}

function drift(): number {
  return Date.now() - performance.now();
}

function start(): void {
  if (started) return;
  started = true;
  void resample();
  window.setInterval(() => void resample(), AGAIN_MS);
  window.addEventListener("online", () => void resample());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void resample());
}

async function measure(): Promise<void> {
  anchorMs = drift();
  const samples: Sample[] = [];
  for (let n = 0; n < SAMPLES; n += 1) {
    const sample = await sampleOnce();
    if (sample) samples.push(sample);
    else break;
  }
  if (samples.length) offsetMs = bestOffset(samples);
}

async function sampleOnce(): Promise<Sample | null> {
  try {
    const sent = performance.now();
    const response = await fetch(`${basePath()}/live/clock`, { cache: "no-store", credentials: "omit" });
    const { now_ms: serverMs } = (await response.json()) as { now_ms: number };
    const received = performance.now();
    const middle = Date.now() - (received - sent) / 2;
    return { roundTripMs: received - sent, offsetMs: serverMs - middle };
  } catch {
    return null;
  }
}
