import { reversed, type Edit, type Expected, type Scenario } from "./scenario.ts";

const allHit: Expected = { hits: "some", misses: 0 };
const allMiss: Expected = { hits: 0, misses: "some" };
const oneHit: Expected = { hits: 1, misses: 0 };
const oneMiss: Expected = { hits: 0, misses: 1 };

const embeddings: Scenario = {
  example: "embeddings",
  steps: [
    { label: "first run", edits: [], expected: { embeddings: allMiss } },
    { label: "again", edits: [], expected: { embeddings: allHit } },
    {
      label: "comment, renamed local",
      edits: [
        {
          file: "src/embed.ts",
          from: "  const encoder = await model();\n  return encoder.embed(text);",
          to: "  // The universal sentence encoder.\n  const sentenceEncoder = await model();\n\n  return sentenceEncoder.embed( text );",
        },
      ],
      expected: { embeddings: allHit },
    },
    {
      label: "another query",
      edits: [{ file: "src/main.ts", from: '"love and marriage"', to: '"toys that come to life"' }],
      expected: { embeddings: { hits: "some", misses: 1 } },
    },
    {
      label: "text prepared otherwise",
      edits: [
        {
          file: "src/embed.ts",
          from: "sentenceEncoder.embed( text )",
          to: "sentenceEncoder.embed(text.toLowerCase())",
        },
      ],
      expected: { embeddings: allMiss },
    },
  ],
};

const nearestRank: Edit = {
  file: "src/bootstrap.ts",
  from: "Math.max(0, Math.ceil(p * sample.length) - 1)",
  to: "Math.floor(p * (sample.length - 1))",
};

const dataLoad: Scenario = {
  example: "data-load",
  steps: [
    { label: "first run", edits: [], expected: { data_load: oneMiss } },
    { label: "again", edits: [], expected: { data_load: oneHit } },
    {
      label: "unrelated function",
      edits: [
        {
          file: "src/bootstrap.ts",
          from: "/** Mulberry32",
          to: "export function median(sample: Float64Array): number {\n  return quantile(sample, 0.5);\n}\n\n/** Mulberry32",
        },
      ],
      expected: { data_load: oneHit },
    },
    { label: "a helper's helper", edits: [nearestRank], expected: { data_load: oneMiss } },
    { label: "back again", edits: [reversed(nearestRank)], expected: { data_load: oneHit } },
  ],
};

const bounded: Scenario = {
  example: "bounded",
  steps: [
    {
      label: "first run",
      edits: [],
      expected: {},
      reports: /^[1-9]\d* hits, [1-9]\d* misses, 128 of 128 kept$/m,
    },
    {
      label: "again, in a new process",
      edits: [],
      expected: {},
      reports: /^[1-9]\d* hits, [1-9]\d* misses, 128 of 128 kept$/m,
    },
    {
      label: "unrelated function",
      edits: [
        {
          file: "src/main.ts",
          from: "let recognised = 0;",
          to: "export const unrelated = (): number => 1;\nlet recognised = 0;",
        },
      ],
      expected: {},
      reports: /^[1-9]\d* hits, [1-9]\d* misses, 128 of 128 kept$/m,
    },
    {
      label: "a helper's rule",
      edits: [
        { file: "src/edit-distance.ts", from: "letter === other ? 0 : 1", to: "letter === other ? 0 : 3" },
      ],
      expected: {},
      reports: /^[1-9]\d* hits, [1-9]\d* misses, 128 of 128 kept$/m,
    },
  ],
};

const modelFit: Scenario = {
  example: "model-fit",
  steps: [
    { label: "first run", edits: [], expected: { fit: oneMiss }, reports: /^trace sampled$/m },
    { label: "again", edits: [], expected: { fit: oneHit }, reports: /^trace loaded from the cache/m },
    {
      label: "other analysis, sampler reformatted",
      edits: [
        {
          file: "src/analysis.ts",
          from: "mean(draws), Math.sqrt",
          to: "mean(draws.map(Math.exp)), Math.sqrt",
        },
        { file: "src/nuts.ts", from: "const divergence = 1000;", to: "const divergence = 1_000; // nats" },
        {
          file: "src/sample.ts",
          from: "const random = createRandom(",
          to: "const random =\n    createRandom(",
        },
      ],
      expected: { fit: oneHit },
      reports: /^trace loaded from the cache/m,
    },
    {
      label: "seed",
      edits: [{ file: "src/main.ts", from: "seed: 42", to: "seed: 43" }],
      expected: { fit: oneMiss },
      reports: /^trace sampled$/m,
    },
    {
      label: "one data value",
      edits: [
        {
          file: "src/penguins.ts",
          from: "response.push(mass / 1000);",
          to: "response.push(response.length === 0 ? 4 : mass / 1000);",
        },
      ],
      expected: { fit: oneMiss },
      reports: /^trace sampled$/m,
    },
    {
      label: "the model: flat in log(sigma)",
      edits: [
        { file: "src/regression.ts", from: " * logSigma + logSigma;", to: " * logSigma;" },
        { file: "src/regression.ts", from: "- noise + 1);", to: "- noise);" },
      ],
      expected: { fit: oneMiss },
      reports: /^trace sampled$/m,
    },
  ],
};

/** What the demo does, cheapest example last. */
export const scenarios: readonly Scenario[] = [embeddings, dataLoad, modelFit, bounded];
