/** The points of the map: read from the server's numbers, placed on the screen, painted as pixels. */
export interface Points {
  n: number;
  /** 0 to 1, from left and from the top. */
  x: Float32Array;
  y: Float32Array;
  leaf: Uint16Array;
  place: Uint32Array;
  home: Uint16Array;
}

export interface View {
  /** 1 shows everything. */
  zoom: number;
  /** The middle of the screen, in the points' own measure. */
  x: number;
  y: number;
}

const EDGE = 0.04;
const WIDEST = 1.7;

/** Six 16-bit numbers a point: x, y, finest topic, text (low, high), topic. */
export function readPoints(buffer: ArrayBuffer): Points {
  const table = new Uint16Array(buffer);
  const n = Math.floor(table.length / 6);
  const points: Points = { n, x: new Float32Array(n), y: new Float32Array(n), leaf: new Uint16Array(n), place: new Uint32Array(n), home: new Uint16Array(n) };
  for (let at = 0; at < n; at += 1) {
    points.x[at] = table[at * 6]! / 65535;
    points.y[at] = 1 - table[at * 6 + 1]! / 65535;
    points.leaf[at] = table[at * 6 + 2]!;
    points.place[at] = table[at * 6 + 3]! + table[at * 6 + 4]! * 65536;
    points.home[at] = table[at * 6 + 5]!;
  }
  return points;
}

export interface Frame {
  scaleX: number;
  scaleY: number;
  left: number;
  top: number;
}

/** How the points' square lies on a screen of this size: `left + x * scaleX`; on a wide screen it is drawn wider. */
export function frame(width: number, height: number, view: View): Frame {
  const scaleY = Math.min(width, height) * (1 - 2 * EDGE) * view.zoom;
  const scaleX = Math.min(width, height * WIDEST) * (1 - 2 * EDGE) * view.zoom;
  return { scaleX, scaleY, left: width / 2 - view.x * scaleX, top: height / 2 - view.y * scaleY };
}

export function nearest(points: Points, width: number, height: number, view: View, x: number, y: number, withinPx: number): number {
  const { scaleX, scaleY, left, top } = frame(width, height, view);
  let best = -1;
  let distance = withinPx * withinPx;
  for (let at = 0; at < points.n; at += 1) {
    const away = (left + points.x[at]! * scaleX - x) ** 2 + (top + points.y[at]! * scaleY - y) ** 2;
    if (away <= distance) [best, distance] = [at, away];
  }
  return best;
}

/** Middle (median) of every topic's points. */
export function middles(points: Points, home: ArrayLike<number>, nTopics: number): ({ x: number; y: number; n: number } | null)[] {
  const xs: number[][] = Array.from({ length: nTopics }, () => []);
  const ys: number[][] = Array.from({ length: nTopics }, () => []);
  for (let at = 0; at < points.n; at += 1) {
    xs[home[at]!]?.push(points.x[at]!);
    ys[home[at]!]?.push(points.y[at]!);
  }
  const middle = (values: number[]): number => values.sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
  return xs.map((values, topic) => (values.length ? { n: values.length, x: middle(values), y: middle(ys[topic]!) } : null));
}

/** Paint all points as round dots into pixels; fast enough for 50,000 at every frame. */
export function paint(pixels: Uint32Array, width: number, height: number, points: Points, home: ArrayLike<number>, colours: Uint32Array, view: View, radius: number): void {
  pixels.fill(0);
  const { scaleX, scaleY, left, top } = frame(width, height, view);
  const stamp: number[] = [];
  for (let dy = -radius; dy <= radius; dy += 1) {
    for (let dx = -radius; dx <= radius; dx += 1) if (dx * dx + dy * dy <= radius * radius + radius * 0.6) stamp.push(dy * width + dx);
  }
  const size = stamp.length;
  for (let at = 0; at < points.n; at += 1) {
    const x = Math.round(left + points.x[at]! * scaleX);
    const y = Math.round(top + points.y[at]! * scaleY);
    if (x < radius || y < radius || x >= width - radius || y >= height - radius) continue;
    const colour = colours[home[at]! % colours.length]!;
    const here = y * width + x;
    for (let part = 0; part < size; part += 1) pixels[here + stamp[part]!] = colour;
  }
}

export function radiusFor(n: number, zoom: number, ratio: number): number {
  const plain = n > 30_000 ? 1 : n > 6_000 ? 1.5 : n > 800 ? 2.5 : n > 150 ? 4 : 5.5;
  return Math.max(1, Math.round(plain * ratio * Math.min(2, Math.sqrt(zoom))));
}
