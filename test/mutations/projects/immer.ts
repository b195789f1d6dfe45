import {
  applyPatches,
  createDraft,
  current,
  enableArrayMethods,
  enableMapSet,
  enablePatches,
  finishDraft,
  freeze,
  Immer,
  isDraft,
  isDraftable,
  original,
  produce,
  produceWithPatches,
} from "./package/immer.js";

enablePatches();
enableMapSet();

interface Todo {
  title: string;
  done: boolean;
}
interface State {
  todos: Todo[];
  count: number;
  tags: string[];
}

const base = (): State => ({
  todos: [
    { title: "a", done: false },
    { title: "b", done: true },
  ],
  count: 1,
  tags: ["x", "y", "z"],
});

// @cache persistent
export function toggle(state: State, index: number): State {
  return produce(state, (draft: State) => {
    const todo = draft.todos[index];
    todo.done = !todo.done;
    draft.count += 1;
  });
}

// @cache persistent
export function reorder(state: State): State {
  return produce(state, (draft: State) => {
    draft.tags.reverse();
    draft.tags.splice(1, 1, "n", "m");
    draft.todos.sort((a, b) => (a.title < b.title ? 1 : -1));
    delete (draft as Partial<State>).count;
  });
}

// @cache persistent
export function patches(state: State): unknown {
  const [next, forward, back] = produceWithPatches(state, (draft: State) => {
    draft.todos.push({ title: "c", done: false });
    draft.todos[0].title = "A";
    draft.tags.length = 1;
  });
  return { next, forward, back, again: applyPatches(state, forward), undone: applyPatches(next, back) };
}

// @cache persistent
export function collections(): unknown {
  const state = { map: new Map([["a", { n: 1 }]]), set: new Set([1, 2]) };
  return produceWithPatches(state, (draft: typeof state) => {
    draft.map.get("a")!.n = 2;
    draft.map.set("b", { n: 3 });
    draft.set.add(4);
    draft.set.delete(1);
  });
}

// @cache persistent
export function manual(): unknown {
  const draft = createDraft(base());
  draft.todos[1].title = "changed";
  const seen = [isDraft(draft), current(draft).todos[1].title, original(draft)!.todos[1].title];
  return [seen, finishDraft(draft)];
}

// @cache persistent
export function own(): unknown {
  const immer = new Immer({ autoFreeze: false, useStrictShallowCopy: true });
  const add = immer.produce((draft: { n: number }, by: number) => {
    draft.n += by;
  });
  return [add({ n: 1 }, 2), add({ n: 5 }, 0), Object.isFrozen(add({ n: 1 }, 1))];
}

// @cache persistent
export function failing(kind: string): unknown {
  if (kind === "both") return produce({ a: 1 }, (d: { a: number }) => ((d.a = 2), { a: 3 }));
  if (kind === "patch") return applyPatches({ a: 1 }, [{ op: "add", path: ["b", "c"], value: 1 }]);
  return finishDraft({} as never);
}

// @cache persistent
export function arrays(): unknown {
  enableArrayMethods();
  return produce({ list: [5, 3, 9, 1] }, (draft: { list: number[] }) => {
    const big = draft.list.filter((n) => n > 2);
    draft.list.push(big.length, draft.list.indexOf(9));
    draft.list.shift();
  });
}

export const calls = {
  toggle: () => toggle(base(), 0),
  toggleOther: () => toggle(base(), 1),
  reorder: () => reorder(base()),
  patches: () => patches(base()),
  collections: () => collections(),
  manual: () => manual(),
  own: () => own(),
  both: () => failing("both"),
  patch: () => failing("patch"),
  finish: () => failing("finish"),
  arrays: () => arrays(),
  draftable: () => [isDraftable({}), isDraftable(new Date(0)), isDraftable([]), isDraftable(new Map())],
  freeze: () => Object.isFrozen(freeze({ a: { b: 1 } }, true).a),
  unchanged: () => produce({ a: 1 }, () => {}),
};
