/** A package that memoir is compared with; undefined where it is not installed (`npm ci --prefix bench/peers`). */
export async function load<T>(name: string): Promise<T | undefined> {
  try {
    return (await import(name)) as T;
  } catch {
    return undefined;
  }
}
