// What draws a kind of chart is fetched only when a page has one.
export async function startCharts(root, words) {
  const modules = { bars: words.barChartsModule, lines: words.lineChartsModule };
  for (const place of root.querySelectorAll("[data-chart]")) {
    const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    const { drawChart } = await import(modules[data.kind]);
    drawChart(place, data);
  }
}
