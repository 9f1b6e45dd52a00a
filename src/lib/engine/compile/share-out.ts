import { type Box, overlap, volume } from './box.js';

/** Whether boxes share no cell, and hold exactly the cells that are wanted, which are in boxes that share none either. */
export function isShareOut(wanted: readonly Box[], boxes: readonly Box[]): boolean {
  const cells = (all: readonly Box[]): number => all.reduce((sum, box) => sum + volume(box), 0);
  const isWanted = (box: Box): boolean => cells(overlaps(wanted, box)) === volume(box);
  return (
    cells(boxes) === cells(wanted) &&
    boxes.every((box, index) => isWanted(box) && overlaps(boxes.slice(index + 1), box).length === 0)
  );
}

/** The cells of some boxes that are in another, as boxes. */
export function overlaps(boxes: readonly Box[], other: Box): readonly Box[] {
  return boxes.flatMap((box) => {
    const shared = overlap(box, other);
    return shared === undefined ? [] : [shared];
  });
}
