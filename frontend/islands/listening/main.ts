/** The map of topics and the slider: the map is cut anew at once, the list follows from the server. */
import { request } from "../../shared/csrf";
import { announce, el } from "../../shared/dom";
import { island } from "../../shared/island";
import { toast } from "../../shared/toast";
import { TopicMap } from "./map";
import { readPoints, type Points } from "./points";
import { cut, topicOfLeaf, type Tree } from "./tree";
import { t } from "./words";

interface Props extends Tree {
  points: string;
  homes: string;
  page: string;
  /** Address of the text at place 0. */
  text: string;
  n: number;
  most: number;
  labels: Record<string, string>;
  topics: { id: string; label: string; posts: number }[];
}

interface Told {
  text: string;
  topic: string;
  state: string;
}

class Listening {
  private map: TopicMap | null = null;
  private points: Points | null = null;
  private asked = 0;
  private n: number;
  private readonly said = el("div", { class: "listening-said", role: "status" }, el("p", { class: "quiet" }, t("hint")));

  constructor(
    private readonly host: HTMLElement,
    private readonly props: Props,
  ) {
    this.n = props.n;
    this.host.append(el("p", { class: "quiet" }, t("loading")));
    void this.start();
    this.followSlider();
  }

  private async start(): Promise<void> {
    const answer = await fetch(`${this.props.points}?n=${this.props.n}`, { credentials: "same-origin" });
    if (!answer.ok) return;
    this.points = readPoints(await answer.arrayBuffer());
    this.host.replaceChildren();
    this.map = new TopicMap(this.host, this.points, (point) => void this.tell(point));
    this.host.append(this.said);
    this.map.show(this.points.home, this.props.topics.map((topic) => topic.label));
  }

  private followSlider(): void {
    const form = document.querySelector<HTMLFormElement>("[data-listening-grain]");
    const slider = form?.querySelector<HTMLInputElement>("input[type=range]");
    const output = form?.querySelector("output");
    if (!form || !slider || !output) return;
    form.querySelector("button")?.classList.add("visually-hidden");
    slider.addEventListener("input", () => {
      output.textContent = t("topics", { n: slider.value });
      this.preview(Number(slider.value));
    });
    slider.addEventListener("change", () => void this.ask(Number(slider.value)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask(Number(slider.value));
    });
  }

  /** Cut the tree here, so that the map answers while the slider moves. */
  private preview(n: number): void {
    if (!this.points || !this.map) return;
    const topics = cut(this.props, n);
    const under = topicOfLeaf(this.props, topics);
    const home = Uint16Array.from(this.points.leaf, (leaf) => under[leaf] ?? 0);
    this.map.show(home, topics.map((id) => this.props.labels[id] ?? ""));
  }

  /** Fetch the list of this granularity, with people's changes on it. */
  private async ask(n: number): Promise<void> {
    const turn = (this.asked += 1);
    const list = document.getElementById("listening-topics");
    if (!list) return;
    list.setAttribute("aria-busy", "true");
    try {
      const [part, homes] = await Promise.all([this.fetch(`${this.props.page}?part=1&n=${n}`), this.fetch(`${this.props.homes}?n=${n}`)]);
      const [words, home] = [await part.text(), new Uint16Array(await homes.arrayBuffer())];
      if (turn !== this.asked) return;
      list.innerHTML = words; // the server's own page, escaped there
      const titles = [...list.querySelectorAll(".listening-card .card-title a")].map((link) => link.textContent ?? "");
      this.map?.show(home, titles);
      this.n = n;
      announce(t("topics", { n: titles.length }));
      window.history.replaceState(null, "", `${this.props.page}?n=${n}`);
    } catch (error) {
      toast(error instanceof Error ? error.message : "", { tone: "error" });
    } finally {
      list.removeAttribute("aria-busy");
    }
  }

  private async fetch(address: string): Promise<Response> {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer;
  }

  private async tell(point: number): Promise<void> {
    const address = this.props.text.replace(/0\/$/, `${this.points!.place[point]!}/`);
    const told = await request<Told>(`${address}?n=${this.n}`);
    const link = el("a", { href: `${address}?n=${this.n}` }, t("open"));
    this.said.replaceChildren(el("p", { class: "listening-said-topic" }, told.topic || told.state), el("p", {}, told.text), el("p", {}, link));
  }
}

island<Props>("listening", (host, props) => void new Listening(host, props));
