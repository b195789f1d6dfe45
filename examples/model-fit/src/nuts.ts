import type { Random } from "./random.ts";
import { addScaled, dot, subtract, type Vector } from "./vector.ts";

/** The logarithm of a probability density, up to a constant, and its gradient. */
export type LogDensity = (position: Vector) => { readonly value: number; readonly gradient: Vector };

/** A position that moves, and what is known of the density there. */
interface State {
  readonly position: Vector;
  readonly momentum: Vector;
  readonly value: number;
  readonly gradient: Vector;
}

/** A stretch of a trajectory. */
interface Tree {
  readonly first: State;
  readonly last: State;
  /** One state of the stretch, drawn in proportion to its weight. */
  readonly proposal: State;
  readonly logWeight: number;
  /** The stretch turns back on itself or left the region where the integrator is exact. */
  readonly stopped: boolean;
  readonly diverged: boolean;
  /** Sum of the acceptance probabilities of its states, and how many they are. */
  readonly acceptance: number;
  readonly size: number;
}

/** One draw of the sampler. */
export interface Transition {
  readonly position: Vector;
  /** Mean acceptance probability along the trajectory. */
  readonly acceptance: number;
  /** The energy error was so large that the step size cannot be trusted here. */
  readonly diverged: boolean;
}

const deepest = 10;
const divergence = 1000;

/** One transition of the No-U-Turn sampler with multinomial weights (Betancourt 2017, appendix A) and unit metric. */
export function transition(density: LogDensity, from: Vector, step: number, random: Random): Transition {
  const momentum = from.map(() => random.normal());
  const start = stateAt(density, from, momentum);
  const grow = grower(density, logJoint(start), random);
  let tree = leaf(start, 0, 1);
  let acceptance = 0;
  let size = 0;
  let diverged = false;
  for (let depth = 0; depth < deepest && !tree.stopped; depth += 1) {
    const direction = random.uniform() < 0.5 ? -1 : 1;
    const edge = direction > 0 ? tree.last : tree.first;
    const grown = grow(edge, direction * step, depth);
    acceptance += grown.acceptance;
    size += grown.size;
    diverged ||= grown.diverged;
    if (grown.stopped) break;
    // The newer half is favoured: longer moves for the same work.
    const moves = random.uniform() < Math.exp(grown.logWeight - tree.logWeight);
    tree = join(tree, grown, direction, moves ? grown.proposal : tree.proposal);
  }
  return { position: tree.proposal.position, acceptance: acceptance / size, diverged };
}

/** A function that builds the tree of 2 ** depth states that follow `edge`. */
function grower(density: LogDensity, initial: number, random: Random) {
  return function grow(edge: State, step: number, depth: number): Tree {
    if (depth === 0) {
      const state = leapfrog(density, edge, step);
      const error = logJoint(state) - initial;
      return leaf(state, Number.isNaN(error) ? -Infinity : error, Math.min(1, Math.exp(error)) || 0);
    }
    const near = grow(edge, step, depth - 1);
    if (near.stopped) return near;
    const far = grow(step > 0 ? near.last : near.first, step, depth - 1);
    const total = logSum(near.logWeight, far.logWeight);
    const moves = random.uniform() < Math.exp(far.logWeight - total);
    return join(near, far, step, moves ? far.proposal : near.proposal);
  };
}

function leaf(state: State, logWeight: number, acceptance: number): Tree {
  const diverged = logWeight < -divergence;
  return {
    first: state,
    last: state,
    proposal: state,
    logWeight,
    stopped: diverged,
    diverged,
    acceptance,
    size: 1,
  };
}

/** `far` follows `near` in `direction`. */
function join(near: Tree, far: Tree, direction: number, proposal: State): Tree {
  const [first, last] = direction > 0 ? [near.first, far.last] : [far.first, near.last];
  const span = subtract(last.position, first.position);
  const turns = dot(span, first.momentum) < 0 || dot(span, last.momentum) < 0;
  return {
    first,
    last,
    proposal,
    logWeight: logSum(near.logWeight, far.logWeight),
    stopped: far.stopped || turns,
    diverged: far.diverged,
    acceptance: near.acceptance + far.acceptance,
    size: near.size + far.size,
  };
}

/** One step of Hamilton's equations; exact up to an error of the order of `step` cubed. */
function leapfrog(density: LogDensity, { position, momentum, gradient }: State, step: number): State {
  const halfway = addScaled(momentum, step / 2, gradient);
  const next = stateAt(density, addScaled(position, step, halfway), halfway);
  return { ...next, momentum: addScaled(halfway, step / 2, next.gradient) };
}

const stateAt = (density: LogDensity, position: Vector, momentum: Vector): State => ({
  position,
  momentum,
  ...density(position),
});

const logJoint = ({ value, momentum }: State): number => value - dot(momentum, momentum) / 2;

/** log(exp(a) + exp(b)) */
function logSum(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === -Infinity ? larger : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}
