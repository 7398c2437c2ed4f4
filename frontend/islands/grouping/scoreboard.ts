/** The score in words: each term, the bound, and any rule that is broken. */
import { html, nothing, type TemplateResult } from "lit";
import { broken, points } from "./score";
import type { Score, Sheet, Violations } from "./sheet";
import { t } from "./words";

type Word = Parameters<typeof t>[0];

export function scoreBoard(sheet: Sheet, seats: number[][], score: Score, locked: number[][]): TemplateResult {
  return html`<section class="grouping-score" aria-label=${t("score")}>
    <div class="grouping-total"><p class="grouping-points" role="status">${t("points", { points: round1(points(score)) })}</p>${verdict(sheet, score, locked)}</div>
    <dl class="grouping-terms">
      ${sheet.problem.attributes.map((attribute, place) => term(t(`term_${attribute.name}` as Word), String(round1((score.imbalance[place] ?? 0) / score.unit))))}
      ${sheet.problem.past.length ? term(t("term_past"), t("pairs", { n: metAgain(sheet, seats) })) : nothing}
      ${seats.length > 1 ? term(t("term_repeat"), t("pairs", { n: score.repeat })) : nothing}
      ${sheet.problem.attributes.some((attribute) => attribute.alone_weight > 0) ? term(t("term_alone"), t("places", { n: score.alone.reduce((sum, n) => sum + n, 0) })) : nothing}
      ${sheet.problem.weights.theme_again ? term(t("term_theme_again"), t("places", { n: score.theme_again })) : nothing}
      ${firstChoices(sheet, seats)}
    </dl>
    ${broken(score.violations) ? html`<div role="alert"><ul class="grouping-broken">${brokenRules(score.violations)}</ul></div>` : nothing}
  </section>`;
}

function term(label: string, value: string): TemplateResult {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

function verdict(sheet: Sheet, score: Score, locked: number[][]): TemplateResult | typeof nothing {
  const { bound, needs_locks } = sheet.result;
  if (broken(score.violations)) return nothing;
  // What was proven with some seats locked says nothing once one of them is free.
  if (needs_locks && sheet.locked.some((row, round) => row.some((lock, person) => lock && !locked[round]![person]))) return nothing;
  const now = points(score);
  if (now <= bound + 1e-9) return html`<p class="badge badge-success">${t("proven")}</p>`;
  return html`<p class="quiet">${t("bound", { bound: round1(bound) })}${bound > 0 ? `・${t("gap", { percent: round1((100 * (now - bound)) / bound) })}` : ""}</p>`;
}

/** Pairs who sit together today and met in earlier years. */
export function metAgain(sheet: Sheet, seats: number[][]): number {
  return sheet.problem.past.filter(([a, b]) => seats.some((row) => row[a]! >= 0 && row[a] === row[b])).length;
}

function firstChoices(sheet: Sheet, seats: number[][]): TemplateResult | typeof nothing {
  const wished = sheet.people.filter((person) => Object.keys(person.ranks).length > 0).length;
  if (wished === 0) return nothing;
  const themes = new Map(sheet.groups.map((group) => [`${group.round}/${group.number}`, String(group.theme_id)]));
  const lucky = sheet.people.filter((person, place) => seats.some((row, round) => person.ranks[themes.get(`${round + 1}/${row[place]! + 1}`) ?? ""] === 1)).length;
  return term(t("first_choice"), t("of", { n: lucky, total: wished }));
}

function brokenRules(violations: Violations): TemplateResult[] {
  const found: [Word, number][] = [
    ["broken_size", violations.size],
    ["broken_apart", violations.apart],
    ["broken_together", violations.together],
    ["broken_quota", violations.quota],
  ];
  return found.filter(([, count]) => count > 0).map(([word, count]) => html`<li>${t(word, { n: count })}</li>`);
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
