/** The tree of topics as the server sends it: cut at any granularity without asking again. */
export interface Tree {
  /** The two parts of every topic that can be opened. */
  parts: Record<string, [string, string]>;
  /** The finest topics, in the order of their numbers. */
  leaves: string[];
}

function number(id: string): number {
  return Number(id.slice(1));
}

/** Topics of a granularity: open the youngest join, one for each topic more. */
export function cut(tree: Tree, n: number): string[] {
  const joins = Object.keys(tree.parts);
  const root = joins.length ? joins.reduce((one, other) => (number(one) > number(other) ? one : other)) : tree.leaves[0];
  let shown = root === undefined ? [] : [root];
  while (shown.length < n) {
    const open = shown.filter((id) => tree.parts[id]).sort((one, other) => number(other) - number(one))[0];
    if (open === undefined) break;
    shown = [...shown.filter((id) => id !== open), ...tree.parts[open]!];
  }
  return shown;
}

/** Which of some topics each finest topic is under, by the finest topic's number. */
export function topicOfLeaf(tree: Tree, topics: string[]): number[] {
  const place = new Map(tree.leaves.map((id, at) => [id, at]));
  const found: number[] = [];
  const walk = (id: string, topic: number): void => {
    const parts = tree.parts[id];
    if (parts && !place.has(id)) parts.forEach((part) => walk(part, topic));
    else found[place.get(id) ?? 0] = topic;
  };
  topics.forEach((id, topic) => walk(id, topic));
  return found;
}
