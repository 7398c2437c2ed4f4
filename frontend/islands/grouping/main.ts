/** The group editor: tables side by side, every move with its price before it is made. */
import { html, nothing, render, type TemplateResult } from "lit";
import { announce } from "../../shared/dom";
import { island } from "../../shared/island";
import { toast } from "../../shared/toast";
import { holds } from "../reception/find";
import { optionsFor, swapOption, type Option, type Options } from "./moves";
import { panel } from "./panel";
import { scoreBoard } from "./scoreboard";
import type { Group, Props } from "./sheet";
import { Store } from "./store";
import { cost, signed, t } from "./words";
import "./style.css";

export class Editor {
  readonly store: Store;
  round = 0;
  chosen: number | null = null;
  private query = "";
  private dragged: number | null = null;
  /** The person under the pointer while somebody is dragged: dropping there swaps the two. */
  private partner: number | null = null;
  /** Somebody on the way by keyboard: nothing has moved until Enter. */
  private carried: { person: number; to: number } | null = null;
  private readonly target: HTMLElement;

  constructor(host: HTMLElement, props: Props) {
    this.store = new Store(props.sheet, props.change_url, () => this.draw());
    this.target = document.createElement("div");
    this.target.className = "grouping";
    host.append(this.target);
    this.target.addEventListener("keydown", (event) => this.key(event));
    this.draw();
  }

  get sheet(): Props["sheet"] {
    return this.store.sheet;
  }

  groupsNow(): Group[] {
    return this.sheet.groups.filter((group) => group.round === this.round + 1);
  }

  groupName(index: number): string {
    return t("group", { label: this.groupsNow()[index]?.label ?? String(index + 1) });
  }

  choose(person: number | null): void {
    this.chosen = this.chosen === person ? null : person;
    this.draw();
  }

  take(option: Option): void {
    const who = option.steps[0]!.person;
    const name = this.sheet.people[who]!.name;
    if (this.store.saving === "lost") return void toast(t("lost", { why: this.store.problem }), { tone: "error" });
    const blocked = option.steps.map((step) => step.person).find((person) => this.store.isLocked(this.round, person));
    if (blocked !== undefined) return void toast(t("is_locked", { name: this.sheet.people[blocked]!.name }), { tone: "error" });
    this.store.move(option.steps);
    const said =
      option.partner === null
        ? t("moved", { name, group: this.groupName(option.group) })
        : t("swapped", { name, other: this.sheet.people[option.partner]!.name });
    toast(`${said} ${signed(option.delta)}`, { undo: () => this.store.undo() });
  }

  private key(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      return event.shiftKey ? this.store.redo() : this.store.undo();
    }
    const card = (event.target as HTMLElement).closest<HTMLElement>("[data-person]");
    if (!card) return;
    const person = Number(card.dataset.person);
    const isCarried = this.carried?.person === person;
    if (isCarried && (event.key === "Enter" || event.key === " ")) return event.preventDefault(), this.place();
    if (this.carried && event.key === "Escape") return this.carry(null), announce(t("put_back"));
    if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    if (event.altKey) return this.shift(person, event.key);
    if (this.carried) this.carry(null);
    this.walk(card, event.key);
  }

  /** Hold somebody over the next table and say what it would cost; Enter puts them there. */
  private shift(person: number, key: string): void {
    const home = this.store.seats[this.round]![person]!;
    const from = this.carried?.person === person ? this.carried.to : home;
    const to = from + (key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0);
    const name = this.sheet.people[person]!.name;
    if (this.store.isLocked(this.round, person)) return void toast(t("is_locked", { name }), { tone: "error" });
    if (to === home) return this.carry(null), announce(t("put_back"));
    const option = this.options(person).moves.find((move) => move.group === to);
    if (!option) return;
    this.carry({ person, to });
    announce(t("carried", { name, group: this.groupName(to), price: cost(option) }));
  }

  private carry(carried: { person: number; to: number } | null): void {
    this.carried = carried;
    this.draw();
  }

  private place(): void {
    const { person, to } = this.carried!;
    this.carried = null;
    const option = this.options(person).moves.find((move) => move.group === to);
    if (option) this.take(option);
    this.target.querySelector<HTMLElement>(`[data-person="${person}"]`)?.focus();
  }

  private walk(card: HTMLElement, key: string): void {
    const list = card.closest("[data-group]")!;
    const cards = [...list.querySelectorAll<HTMLElement>("[data-person]")];
    const place = cards.indexOf(card);
    if (key === "ArrowDown") cards[place + 1]?.focus();
    if (key === "ArrowUp") cards[place - 1]?.focus();
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const side = key === "ArrowRight" ? list.nextElementSibling : list.previousElementSibling;
    const beside = side?.querySelectorAll<HTMLElement>("[data-person]");
    beside?.[Math.min(place, beside.length - 1)]?.focus();
  }

  private drop(group: number, partner: number | null): void {
    const person = this.dragged;
    this.dragged = this.partner = null;
    if (person === null || person === partner) return this.draw();
    const home = this.store.seats[this.round]![person]!;
    if (home === group) return this.draw();
    const { moves } = this.options(person);
    const plain = moves.find((move) => move.group === group);
    if (!plain) return;
    if (partner === null) return this.take(plain);
    this.take(swapOption(this.sheet, this.store.seats, this.round, person, partner));
  }

  private options(person: number): Options {
    return optionsFor(this.sheet, this.store.seats, this.round, person, this.store.locked);
  }

  draw(): void {
    render(
      html`${scoreBoard(this.sheet, this.store.seats, this.store.score, this.store.locked)}
        <div class="grouping-bar">
          ${this.sheet.seats.length > 1 ? this.roundTabs() : nothing}
          <label class="grouping-search"><span class="visually-hidden">${t("search")}</span>
            <input class="input" type="search" placeholder=${t("search")} .value=${this.query} @input=${(event: InputEvent) => { this.query = (event.target as HTMLInputElement).value; this.draw(); }} @keydown=${(event: KeyboardEvent) => event.key === "Enter" && this.nextFound()} /></label>
          ${this.foundCount()}
          <button class="button button-s" type="button" ?disabled=${!this.store.mayUndo} @click=${() => this.store.undo()}>${t("undo")}</button>
          <button class="button button-s" type="button" ?disabled=${!this.store.mayRedo} @click=${() => this.store.redo()}>${t("redo")}</button>
          ${this.savingState()}
        </div>
        <div class="grouping-hall">
          <div class="grouping-tables">${this.groupsNow().map((group, index) => this.table(group, index))}</div>
          ${panel(this)}
        </div>
        ${this.awayNow()}
        <p class="quiet small no-print">${t("keys")}</p>`,
      this.target,
    );
  }

  private awayNow(): TemplateResult | typeof nothing {
    const away = this.sheet.people.filter((_who, person) => this.store.seats[this.round]![person]! < 0);
    if (away.length === 0) return nothing;
    return html`<p class="quiet">${t("away", { names: away.map((who) => who.name).join("、") })}</p>`;
  }

  private isFound(person: number): boolean {
    const who = this.sheet.people[person]!;
    return this.query.trim() !== "" && holds(`${who.name} ${who.kana} ${who.organisation} ${who.department}`, this.query);
  }

  private foundCount(): TemplateResult | typeof nothing {
    if (this.query.trim() === "") return nothing;
    const n = this.store.seats[this.round]!.filter((seat, person) => seat >= 0 && this.isFound(person)).length;
    return html`<span class="quiet small" role="status">${n > 0 ? t("found", { n }) : t("found_none")}</span>`;
  }

  /** Of three hundred people the one looked for stands far down: go there, and with each Enter to the next. */
  private nextFound(): void {
    const cards = [...this.target.querySelectorAll<HTMLElement>("[data-found=true]")];
    const next = cards[cards.findIndex((card) => card.dataset.looked === "true") + 1] ?? cards[0];
    for (const card of cards) card.dataset.looked = String(card === next);
    next?.scrollIntoView({ block: "center" });
  }

  private savingState(): TemplateResult {
    const state = this.store.saving;
    if (state === "lost") {
      return html`<span class="grouping-lost" role="alert">${t("lost", { why: this.store.problem })} <a href=${location.href}>${t("reload")}</a></span>`;
    }
    return html`<span class="quiet small" role="status">${t(state)}</span>`;
  }

  private roundTabs(): TemplateResult {
    return html`<div class="row" role="group">${this.sheet.seats.map(
      (_row, index) => html`<button class="button button-s" type="button" aria-pressed=${index === this.round} @click=${() => { this.round = index; this.chosen = null; this.draw(); }}>${t("round", { n: index + 1 })}</button>`,
    )}</div>`;
  }

  private table(group: Group, index: number): TemplateResult {
    const members = this.store.seats[this.round]!.flatMap((seat, person) => (seat === index ? [person] : []));
    const moving = this.dragged ?? this.carried?.person ?? null;
    const dropPrice = moving === null ? nothing : this.price(moving, index);
    return html`<section class="grouping-table tie-${((group.number - 1) % 10) + 1}" data-group=${index} data-target=${this.carried?.to === index} aria-label=${t("group", { label: group.label })}
      @dragover=${(event: DragEvent) => { event.preventDefault(); this.hover(event); }} @drop=${(event: DragEvent) => { event.preventDefault(); this.drop(index, null); }}>
      <header><h2>${t("group", { label: group.label })} <span class="grouping-size">${t("people", { n: members.length })}</span></h2>
        ${group.theme ? html`<p class="grouping-theme">${group.theme}</p>` : nothing}${dropPrice}</header>
      <ul class="plain-list">${members.length ? members.map((person) => this.card(person, group, index)) : html`<li class="quiet">${t("empty_group")}</li>`}</ul>
    </section>`;
  }

  private hover(event: DragEvent): void {
    const over = (event.target as HTMLElement).closest<HTMLElement>("[data-person]")?.dataset.person;
    const partner = over === undefined || Number(over) === this.dragged ? null : Number(over);
    if (partner === this.partner) return;
    this.partner = partner;
    this.draw();
  }

  /** What it costs to put somebody at a table: by swapping with the person under the pointer there, else by moving. */
  private price(person: number, group: number): TemplateResult | typeof nothing {
    const seats = this.store.seats[this.round]!;
    if (seats[person] === group) return nothing;
    const partner = this.partner !== null && seats[this.partner] === group ? this.partner : null;
    const option =
      partner === null
        ? this.options(person).moves.find((move) => move.group === group)
        : swapOption(this.sheet, this.store.seats, this.round, person, partner);
    if (!option) return nothing;
    const swap = partner === null ? "" : t("swap_over", { name: this.sheet.people[partner]!.name });
    return html`<p class="grouping-price" data-worse=${option.delta > 0 || option.breaks.length > 0}>${swap}${cost(option)}</p>`;
  }

  private card(person: number, group: Group, index: number): TemplateResult {
    const who = this.sheet.people[person]!;
    const rank = group.theme_id === null ? undefined : who.ranks[String(group.theme_id)];
    const locked = this.store.isLocked(this.round, person);
    const found = this.isFound(person);
    return html`<li class="grouping-card" data-found=${found} data-chosen=${this.chosen === person}>
      <button type="button" class="grouping-person" data-person=${person} aria-pressed=${this.chosen === person} draggable=${locked ? "false" : "true"}
        @click=${() => this.choose(person)}
        @dragstart=${() => { this.dragged = person; setTimeout(() => this.draw()); }} @dragend=${() => { this.dragged = this.partner = null; this.draw(); }}
        @drop=${(event: DragEvent) => { event.preventDefault(); event.stopPropagation(); this.drop(index, person); }}>
        <span class="grouping-name">${who.name}${who.is_facilitator ? html`<span class="grouping-mark">${t("facilitator")}</span>` : nothing}${locked ? html`<span class="grouping-mark">${t("locked")}</span>` : nothing}</span>
        <span class="grouping-meta"><span class="chip tie-${((who.organisation_id - 1) % 10) + 1}"><span class="chip-mark" aria-hidden="true">${who.organisation.slice(0, 1)}</span><span>${who.organisation}</span></span>${rank ? html`<span class="grouping-rank">${t("rank", { n: rank })}</span>` : nothing}</span>
      </button></li>`;
  }
}

island<Props>("grouping", (host, props) => void new Editor(host, props));
