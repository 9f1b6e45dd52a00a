/**
 * What is used of dagre 3, https://github.com/dagrejs/dagre: its own declarations name their files without endings, which
 * Node's resolution does not find.
 */
declare module '@dagrejs/dagre' {
  /** CSS pixels. */
  interface Point {
    readonly x: number;
    readonly y: number;
  }

  /** A box; its middle is there once it is laid out. */
  interface NodeLabel extends Partial<Point> {
    readonly width: number;
    readonly height: number;
  }

  /** A line, and the room that its number takes. */
  interface EdgeLabel {
    readonly width?: number;
    readonly height?: number;
    /** Columns that it leads on, at least. */
    readonly minlen?: number;
    readonly weight?: number;
    /** Once it is laid out: its ends, and one point in each column that it crosses and between any two. */
    readonly points?: readonly Point[];
  }

  /** The drawing as a whole; distances in CSS pixels. */
  interface GraphLabel {
    readonly rankdir?: 'LR';
    readonly nodesep?: number;
    readonly edgesep?: number;
    readonly ranksep?: number;
    readonly marginx?: number;
    readonly marginy?: number;
    /** Once it is laid out. */
    readonly height?: number;
  }

  /** What is laid out. */
  class Graph {
    constructor(options: { readonly multigraph: boolean });
    setGraph(label: GraphLabel): this;
    graph(): GraphLabel;
    setNode(id: string, label: NodeLabel): this;
    node(id: string): NodeLabel;
    hasNode(id: string): boolean;
    setEdge(from: string, to: string, label: EdgeLabel, name?: string): this;
    edge(from: string, to: string, name?: string): EdgeLabel;
  }

  /** Lays it out: writes where all is into its labels. */
  function layout(graph: Graph): void;
}
