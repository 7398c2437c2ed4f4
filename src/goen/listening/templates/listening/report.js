// The page is complete without this script; it adds the slider, the map and the lists of texts.
"use strict";
{
  const data = JSON.parse(document.getElementById("listening-data").textContent);
  const canvas = document.getElementById("map");
  const grain = document.getElementById("grain");
  const holder = document.getElementById("topics");
  const picked = document.getElementById("picked");
  const filled = (words, n) => data.words[words].replace("{n}", n.toLocaleString());
  const element = (name, text = "", kind = "") => Object.assign(document.createElement(name), { textContent: text, className: kind });

  // The topics of a granularity: undo the last joins of the tree, one for each topic more.
  const cut = (n) => {
    const number = (id) => Number(id.slice(1));
    let shown = data.leaves.length ? [Object.keys(data.nodes).reduce((one, other) => (number(one) > number(other) ? one : other))] : [];
    while (shown.length < n) {
      const open = shown.filter((id) => data.nodes[id].parts).reduce((one, other) => (number(one) > number(other) ? one : other));
      shown = [...shown.filter((id) => id !== open), ...data.nodes[open].parts];
    }
    return shown.sort((one, other) => data.nodes[other].posts - data.nodes[one].posts || number(one) - number(other));
  };
  const leavesUnder = (id) => (data.nodes[id].parts ? data.nodes[id].parts.flatMap(leavesUnder) : [data.leaves.indexOf(id)]);
  const colour = (place) => `hsl(${(place * 137.5) % 360} 62% ${38 + (place % 3) * 8}%)`;

  let topicOfLeaf = [];
  let topics = [];
  // At the granularity of the printed page the topics are as people changed them: each text knows its own.
  const isPrinted = () => Number(grain.value) === data.n;
  const placeOf = (text) => (isPrinted() ? text[6] : topicOfLeaf[text[2]]);

  const draw = () => {
    const scale = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    canvas.width = width * scale;
    canvas.height = height * scale;
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    const size = data.texts.length > 5000 ? 1.5 : data.texts.length > 800 ? 2.5 : 4;
    const byTopic = [];
    data.texts.forEach((text) => text[2] >= 0 && (byTopic[placeOf(text)] ??= []).push(text));
    byTopic.forEach((texts, place) => {
      pen.fillStyle = colour(place);
      pen.beginPath();
      for (const [, , , x, y] of texts) {
        const [left, top] = [(x * 0.47 + 0.5) * width, (0.5 - y * 0.47) * height];
        pen.moveTo(left + size, top);
        pen.arc(left, top, size, 0, 7);
      }
      pen.fill();
    });
  };

  const under = (id) => {
    const leaves = new Set(leavesUnder(id));
    return data.texts.filter((text) => leaves.has(text[2]));
  };
  const list = (texts) => {
    const box = element("details");
    box.append(element("summary", filled("texts", texts.length)));
    box.addEventListener("toggle", () => {
      if (!box.open || box.children.length > 1) return;
      const rows = element("ul", "", "quotes");
      for (const [textId, words] of texts.filter((text) => text[1] !== null)) {
        const row = element("li", words + " ");
        row.append(element("cite", textId));
        rows.append(row);
      }
      const left = texts.filter((text) => text[1] === null).length;
      if (left) rows.append(element("li", filled("left", left)));
      box.append(rows);
    });
    return box;
  };

  const card = (id, place) => {
    const node = data.nodes[id];
    const box = element("article", "", "topic");
    box.style.setProperty("--mark", colour(place));
    box.append(element("h3", node.label));
    const counts = element("p", [filled("posts", node.posts), ...(node.people ? [filled("people", node.people)] : [])].join("・") + " ", "counts");
    if (node.weak) counts.append(element("span", data.words.weak, "weak"));
    box.append(counts, element("p", node.headline, "headline"));
    const quotes = element("ul", "", "quotes");
    for (const [words, textId] of node.quotes) {
      const row = element("li");
      row.append(element("q", words), " ", element("cite", textId));
      quotes.append(row);
    }
    box.append(quotes, list(under(id)));
    return box;
  };

  // At the granularity of the printed page its own cards stay, with their tables of shares and change over time.
  const printed = [...holder.children];
  const show = () => {
    topics = cut(Number(grain.value));
    topicOfLeaf = [];
    topics.forEach((id, place) => leavesUnder(id).forEach((leaf) => (topicOfLeaf[leaf] = place)));
    document.getElementById("grain-shown").textContent = filled("topics", isPrinted() ? printed.length : topics.length);
    if (isPrinted()) {
      printed.forEach((box, place) => {
        box.style.setProperty("--mark", colour(place));
        if (!box.querySelector(".texts")) box.append(Object.assign(list(data.texts.filter((text) => text[6] === place)), { className: "texts" }));
      });
      holder.replaceChildren(...printed);
    } else holder.replaceChildren(...topics.map(card));
    draw();
  };

  canvas.addEventListener("click", (event) => {
    const { clientWidth: width, clientHeight: height } = canvas;
    let [best, nearest] = [null, 400];
    for (const text of data.texts) {
      if (text[2] < 0) continue;
      const away = ((text[3] * 0.47 + 0.5) * width - event.offsetX) ** 2 + ((0.5 - text[4] * 0.47) * height - event.offsetY) ** 2;
      if (away < nearest) [best, nearest] = [text, away];
    }
    const label = best && (isPrinted() ? printed[best[6]].querySelector("h3").textContent : data.nodes[topics[placeOf(best)]].label);
    picked.textContent = best ? `${label}：${best[1] ?? ""}（${best[0]}）` : "";
  });
  grain.addEventListener("input", show);
  window.addEventListener("resize", draw);
  if (data.leaves.length) show();
}
