type Placed = { x: number; label: string };
const NEAR = 34;

/** Labels of marks; those that would lie on each other become one. */
export function labelsOf(marks: readonly Placed[]): { x: number; text: string }[] {
  const groups: Placed[][] = [];
  for (const mark of [...marks].sort((a, b) => a.x - b.x)) {
    const last = groups.at(-1);
    if (last && mark.x - (last.at(-1)?.x ?? 0) < NEAR) last.push(mark);
    else groups.push([mark]);
  }
  return groups.map((group) => ({
    x: group.reduce((sum, { x }) => sum + x, 0) / group.length,
    text: group.map(({ label }) => label).join(' · '),
  }));
}
