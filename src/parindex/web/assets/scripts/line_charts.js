// Lines alone: a page without bars does not fetch what draws them.
import { LineChart } from "echarts/charts";
import { use } from "echarts/core";

use([LineChart]);

export { drawChart } from "./drawing.js";
