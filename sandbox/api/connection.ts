/** A list as the Admin API gives it: its things, and the same as edges. */
export const connection = (nodes: readonly object[]) => ({ nodes, edges: nodes.map((node) => ({ node })) });
