// Charts that read in greyscale: emphasis by lightness and hatching, never by hue alone.
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const language = document.documentElement.lang || "vi";
const figures = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const FONT = '"Be Vietnam Pro", Arial, sans-serif';
const INK = "#1c2127";
const INK_SOFT = "#515a65";
const LINE = "#dcdfe3";
const LABEL_LINE = 18;
const EMPHASIS = {
  main: { color: "#9b1b1f", decal: null, line: { width: 2.5 } },
  second: { color: "#d08f8e", decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -0.785, color: "rgba(122,19,23,.45)" }, line: { width: 2, type: "dashed" } },
  context: { color: "#c9ced4", decal: null, line: { width: 1.5, type: "dotted", color: "#767f89" } },
};

export function drawChart(place, data) {
  const lies = data.kind === "bars";
  if (lies) {
    const bars = data.stacked ? 1 : data.series.length;
    const row = Math.max(18 + 14 * bars, longestLabel(data, place.clientWidth) * LABEL_LINE + 10);
    place.style.height = `${place.dataset.rows * row + 64}px`;
  }
  const chart = init(place, null, { renderer: "svg", locale: "EN" });
  const fit = () => {
    chart.resize();
    chart.setOption(options(data, lies, place.clientWidth));
  };
  new ResizeObserver(fit).observe(place);
  window.addEventListener("beforeprint", fit);
}

function labelWidth(width) {
  return Math.min(260, width * 0.42);
}

// In lines, by the average width of a letter at 13 px.
function longestLabel(data, width) {
  const lines = data.categories.map((name) => Math.ceil((name.length * 7.4) / labelWidth(width)));
  return Math.max(...lines);
}

function options(data, lies, width) {
  const names = {
    type: "category",
    data: data.categories,
    inverse: lies,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: LINE } },
    axisLabel: lies
      ? { color: INK, fontSize: 13, interval: 0, width: labelWidth(width), overflow: "break", lineHeight: LABEL_LINE }
      : { color: INK, fontSize: 12, hideOverlap: true, interval: width < 420 ? "auto" : 0 },
  };
  const values = {
    type: "value",
    scale: !lies && !data.fromZero,
    name: data.unit,
    nameLocation: "end",
    // Beside the axis, over the drawing: centred on the axis a long unit would be cut off.
    nameTextStyle: { color: INK_SOFT, fontSize: 12, ...(lies ? {} : { align: "left" }) },
    splitLine: { lineStyle: { color: LINE } },
    axisLabel: { color: INK_SOFT, fontSize: 12, hideOverlap: true, formatter: (value) => figures.format(value) },
  };
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: 4, right: lies ? Math.max(44, 12 + data.unit.length * 7) : 20, top: data.series.length > 1 ? 56 : 28, bottom: 4, containLabel: true },
    legend: data.series.length > 1 ? { top: 0, left: 0, itemWidth: 22, textStyle: { color: INK, fontSize: 13 } } : undefined,
    // Text drawn in the SVG itself: an HTML tooltip would need inline styles.
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, textStyle: { fontFamily: FONT, fontSize: 13, color: INK }, valueFormatter: format, axisPointer: { type: lies ? "shadow" : "line" } },
    xAxis: lies ? values : names,
    yAxis: lies ? names : values,
    series: data.series.map((one) => series(one, data, lies)),
  };
}

function format(value) {
  return value === null || value === undefined ? "–" : figures.format(value);
}

function series(one, data, lies) {
  const look = EMPHASIS[one.emphasis];
  if (lies) {
    return {
      type: "bar",
      name: one.name,
      data: one.values,
      stack: data.stacked ? "all" : undefined,
      barMaxWidth: 18,
      itemStyle: { color: look.color, decal: look.decal },
      label: { show: !data.stacked, position: "right", color: INK, fontSize: 12, formatter: ({ value }) => format(value) },
    };
  }
  return {
    type: "line",
    name: one.name,
    data: one.values,
    symbol: one.emphasis === "main" ? "circle" : "emptyRect",
    symbolSize: 6,
    lineStyle: look.line,
    itemStyle: { color: look.line.color ?? look.color },
  };
}
