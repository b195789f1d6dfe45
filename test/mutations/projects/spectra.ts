import {
  createFromToArray,
  matrixCenterZMean,
  matrixTranspose,
  matrixZRescale,
  recursiveUntypeArrays,
  xAdd,
  xBoxPlot,
  xCorrelation,
  xCumulative,
  xDivide,
  xFindClosestIndex,
  xHistogram,
  xMedian,
  xNoiseSanPlot,
  xNormed,
  xPadding,
  xRescale,
  xRolling,
  xRollingAverage,
  xSampling,
  xStandardDeviation,
  xVariance,
  xWhittakerSmoother,
  xyAlign,
  xyEquallySpaced,
  xyExtract,
  xyIntegration,
  xyMaximaY,
  xyMergeByCentroids,
  xyPeakInfo,
  xyReduce,
  xySortX,
  xyUniqueX,
  zonesNormalize,
} from "./package/index.js";

const wave = (length: number): number[] => Array.from({ length }, (_, i) => ((i * 7919) % 101) / 10 - 3);
const line = (length: number): { x: number[]; y: number[] } => ({
  x: Array.from({ length }, (_, i) => i / 2),
  y: wave(length),
});
const peak = { x: [0, 1, 2, 3, 4, 5, 6], y: [0, 1, 4, 9, 5, 2, 0] };

// @cache persistent
export function described(values: readonly number[]): unknown {
  return {
    box: xBoxPlot([...values]),
    median: xMedian([...values]),
    deviation: xStandardDeviation([...values]),
  };
}

// @cache persistent
export function prepared(length: number): unknown {
  const data = xyEquallySpaced(line(length), { from: 1, to: 9, numberOfPoints: 16 });
  return recursiveUntypeArrays({
    y: xNormed(xRollingAverage(data.y, { window: 3 }), { algorithm: "max" }),
    x: data.x,
  });
}

// @cache persistent
export const integrated = (from: number, to: number): number => xyIntegration(line(40), { from, to });

// @cache persistent
export const result = (compute: () => unknown): unknown => compute();

export const calls = {
  described: () => described(wave(31)),
  prepared: () => prepared(40),
  integrated: () => integrated(2, 7),
  add: () => result(() => xAdd(wave(5), wave(5))),
  addOne: () => xAdd(wave(5), 2),
  divide: () => result(() => xDivide(wave(6), 4)),
  correlation: () => xCorrelation(wave(9), wave(9).reverse()),
  cumulative: () => result(() => xCumulative(wave(5))),
  histogram: () => xHistogram(wave(50), { nbSlots: 8 }),
  histogramEdges: () =>
    result(() => xHistogram(wave(50), { nbSlots: 4, centerX: false, absolute: true, logBaseX: 2 })),
  noise: () => xNoiseSanPlot(wave(60)),
  normed: () => result(() => [xNormed([1, 2, 5]), xNormed([1, 2, 5], { algorithm: "sum", value: 10 })]),
  padding: () => [
    xPadding([1, 2], { size: 2, algorithm: "circular" }),
    xPadding([1, 2], { size: 1, value: 9, algorithm: "value" }),
  ],
  rescale: () => result(() => xRescale(wave(6), { min: 1, max: 2 })),
  rolling: () =>
    xRolling(wave(8), (part) => part[0]! + part.length, {
      window: 3,
      padding: { size: 1, algorithm: "duplicate" },
    }),
  sampling: () => result(() => xSampling(wave(30), { length: 6 })),
  variance: () => [xVariance(wave(7)), xVariance(wave(7), { unbiased: false })],
  smoother: () => result(() => xWhittakerSmoother(wave(12), { lambda: 20, maxIterations: 3 })),
  closest: () => [xFindClosestIndex([1, 4, 9], 6), xFindClosestIndex([9, 1, 4], 8, { sorted: false })],
  align: () =>
    result(() => xyAlign(line(6), { x: [0.2, 1.1, 2], y: [1, 2, 3] }, { delta: 0.3, common: false })),
  extract: () =>
    xyExtract(line(20), {
      zones: [
        { from: 1, to: 3 },
        { from: 5, to: 6 },
      ],
    }),
  maxima: () => result(() => xyMaximaY(line(30), { from: 2, to: 12 })),
  merge: () => xyMergeByCentroids(line(10), [1, 3], { window: 0.6 }),
  peak: () => result(() => xyPeakInfo(peak, { target: 3 })),
  reduce: () => xyReduce(line(60), { nbPoints: 10, from: 2, to: 25 }),
  reduceZones: () =>
    result(() =>
      xyReduce(line(60), {
        nbPoints: 8,
        zones: [
          { from: 1, to: 5 },
          { from: 8, to: 20 },
        ],
      }),
    ),
  sort: () => xySortX({ x: [3, 1, 2], y: [1, 2, 3] }),
  unique: () => result(() => xyUniqueX({ x: [1, 1, 2], y: [1, 3, 5] })),
  zones: () =>
    zonesNormalize(
      [
        { from: 4, to: 2 },
        { from: 3, to: 8 },
      ],
      { from: 0, to: 7, exclusions: [{ from: 5, to: 6 }] },
    ),
  transpose: () =>
    result(() =>
      matrixTranspose([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ),
  center: () =>
    matrixCenterZMean([
      [1, 2],
      [3, 7],
    ] as never),
  rescaleMatrix: () =>
    result(() =>
      matrixZRescale(
        [
          [1, 2],
          [3, 7],
        ] as never,
        { min: 0, max: 1 },
      ),
    ),
  fromTo: () => createFromToArray({ from: 1, to: 100, length: 5, distribution: "log" }),
  wrong: () => result(() => xAdd([1], [1, 2])),
};
