// The drawing library is fetched only when a page has a chart.
export async function startCharts(root, address) {
  const places = [...root.querySelectorAll("[data-chart]")];
  if (!places.length) return;
  const { drawChart } = await import(address);
  for (const place of places) {
    const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    drawChart(place, data);
  }
}
