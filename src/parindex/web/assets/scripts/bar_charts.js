// Bars alone: a page without lines does not fetch what draws them.
import { BarChart } from "echarts/charts";
import { use } from "echarts/core";

use([BarChart]);

export { drawChart } from "./drawing.js";
