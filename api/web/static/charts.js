// The charts of the yearly report, drawn so that they answer a finger; on paper the server's drawings stand.
"use strict";

const INK = "#33261d", QUIET = "#6f5d50", LINE = "#e6d9ca", GREEN = "#4d7c5a";
const NARROW = 420; // pixels
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function options(form, rows, title, narrow) {
  const labels = rows.map(([label]) => label);
  const bars = form === "bars";
  const data = rows.map(([, value, note]) => ({
    value: value ?? 0,
    name: note,
    label: { show: true, position: bars ? "right" : "top", formatter: note, color: QUIET },
  }));
  const names = { type: "category", data: labels, inverse: bars, axisTick: { show: false }, axisLine: { lineStyle: { color: LINE } }, axisLabel: { color: INK, width: bars ? (narrow ? 96 : 160) : undefined, overflow: "truncate", interval: bars ? 0 : "auto" } };
  const values = { type: "value", show: false, max: bars ? 1 : undefined };
  return {
    animation: !still,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    title: { text: title, textStyle: { color: INK, fontSize: 15 }, left: 0, top: 0 },
    grid: { left: 8, right: bars ? (narrow ? 76 : 110) : 16, top: 44, bottom: 8, containLabel: true },
    tooltip: { renderMode: "richText", trigger: "item", formatter: ({ dataIndex }) => `${labels[dataIndex]}  ${rows[dataIndex][2]}` },
    xAxis: bars ? values : names,
    yAxis: bars ? names : values,
    series: [{ type: "bar", data, itemStyle: { color: GREEN, borderRadius: 3 }, barMaxWidth: bars ? 18 : 44, showBackground: bars, backgroundStyle: { color: "#eee3d5" } }],
  };
}

for (const figure of document.querySelectorAll("figure[data-rows]")) {
  const { form, rows } = figure.dataset;
  if (!form) continue;
  const told = JSON.parse(rows);
  const place = document.createElement("div");
  place.className = "live";
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", figure.querySelector("figcaption").textContent);
  place.style.height = form === "bars" ? `${60 + 26 * told.length}px` : "260px";
  figure.append(place);
  figure.classList.add("is-live");
  const chart = echarts.init(place, null, { renderer: "svg" });
  chart.setOption(options(form, told, figure.querySelector("figcaption").textContent, place.clientWidth < NARROW));
  new ResizeObserver(() => chart.resize()).observe(place);
}
