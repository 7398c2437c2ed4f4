/** Why somebody sits here, and what other seats would cost. */
import { html, nothing, type TemplateResult } from "lit";
import type { Editor } from "./main";
import { bestFirst, optionsFor, reasonsFor, type Option } from "./moves";
import { signed, t } from "./words";

/** Of thirty tables nobody reads the worst twenty. */
const MOST_SHOWN = 8;

export function panel(editor: Editor): TemplateResult {
  const person = editor.chosen;
  if (person === null) return html`<aside class="grouping-panel" data-empty><p class="quiet">${t("choose")}</p></aside>`;
  const who = editor.sheet.people[person]!;
  const locked = editor.store.isLocked(editor.round, person);
  const { moves, swaps } = optionsFor(editor.sheet, editor.store.seats, editor.round, person, editor.store.locked);
  return html`<aside class="grouping-panel" aria-label=${t("why")}>
    <div class="spread"><h2>${who.name}</h2><button class="button button-s" type="button" @click=${() => editor.choose(person)}>${t("close")}</button></div>
    <p class="quiet">${[who.organisation, who.department, who.title].filter(Boolean).join("・")}</p>
    ${reasons(editor, person)}
    <p class="grouping-best">${locked ? t("best_locked") : nothing}${bestElsewhere(editor, [...swaps, ...moves])}</p>
    <button class="button button-s" type="button" aria-pressed=${locked} @click=${() => editor.store.toggleLock(editor.round, person)}>${t(locked ? "unlock" : "lock")}</button>
    ${locked ? nothing : html`${choices(editor, t("by_swap"), swaps)}${choices(editor, t("by_move"), moves)}`}
  </aside>`;
}

function reasons(editor: Editor, person: number): TemplateResult {
  const found = reasonsFor(editor.sheet, editor.store.seats, editor.round, person);
  const who = editor.sheet.people[person]!;
  const theme = editor.groupsNow()[editor.store.seats[editor.round]![person]!]?.theme;
  const names = (people: number[]): string => people.map((other) => editor.sheet.people[other]!.name).join("、") || t("nobody");
  const wish = found.rank === null ? t("no_wish") : t("wish", { theme: theme ?? "", rank: t("rank", { n: found.rank }) });
  return html`<ul class="grouping-reasons">
    <li>${t("brings", { organisation: who.organisation, n: found.sameOrganisation, share: Math.round(found.fairShare * 10) / 10 })}</li>
    ${theme ? html`<li>${wish}</li>` : nothing}
    ${found.metBefore.length ? html`<li>${t("met_before", { names: names(found.metBefore) })}</li>` : nothing}
    ${found.metToday.length ? html`<li>${t("met_today", { names: names(found.metToday) })}</li>` : nothing}
    <li>${t("first_time", { names: names(found.firstTime) })}</li>
  </ul>`;
}

/** The best other seat and its price in one sentence: also where none is better, and where all break a rule. */
function bestElsewhere(editor: Editor, options: Option[]): string {
  const best = bestFirst(options)[0];
  if (!best) return t("best_none");
  if (best.newlyBroken !== 0) return t(best.newlyBroken > 0 ? "best_breaks" : "best_mends", { option: label(editor, best), price: signed(best.delta) });
  const size = Math.round(Math.abs(best.delta) * 10) / 10;
  const name = size === 0 ? "best_same" : best.delta > 0 ? "best_here" : "best_there";
  return t(name, { option: label(editor, best), points: size });
}

function choices(editor: Editor, heading: string, options: Option[]): TemplateResult {
  return html`<h3>${heading}</h3><ul class="plain-list grouping-options">${bestFirst(options).slice(0, MOST_SHOWN).map(
    (option) => html`<li><button class="button button-s button-wide" type="button" @click=${() => editor.take(option)}>
      <span>${label(editor, option)}</span><span class="grouping-delta" data-worse=${option.delta > 0.05 || option.breaks.length > 0}>${signed(option.delta)}${option.breaks.map((kind) => `・${t(`breaks_${kind}`)}`)}</span></button></li>`,
  )}</ul>`;
}

function label(editor: Editor, option: Option): string {
  const group = editor.groupName(option.group);
  return option.partner === null ? t("move_to", { group }) : t("swap_with", { group, name: editor.sheet.people[option.partner]!.name });
}
