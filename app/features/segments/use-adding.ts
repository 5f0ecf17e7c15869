import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { parsePasted } from "#app/core/segments/pasted.ts";
import type { ListAnswer } from "./screens.ts";

/** So many are looked up at a time: Shopify is asked for each. */
const AT_A_TIME = 200;
const MOST = 10_000;

export type Added = Extract<ListAnswer, { did: "added" }>;

interface Run {
  /** What is still to be posted; the first may be under way. */
  readonly left: readonly string[];
  readonly total: number;
  readonly report: Added;
}

/** Adds what was pasted to the list, a part at a time, and sums the reports up. A part that fails ends it. */
export function useAdding() {
  const { data, state, submit } = useFetcher<ListAnswer>();
  const [run, setRun] = useState<Run>();
  const [handled, setHandled] = useState<ListAnswer>();
  const [tooMany, setTooMany] = useState(0);
  if (state === "idle" && data && data !== handled) {
    setHandled(data);
    if (run)
      setRun(
        data.ok && data.did === "added"
          ? { ...run, left: run.left.slice(1), report: sumOf(run.report, data) }
          : { ...run, left: [] },
      );
  }
  const next = run?.left[0];
  useEffect(() => {
    if (next !== undefined && state === "idle")
      submit(JSON.stringify({ intent: "add", pasted: next }), { method: "post", encType: "application/json" });
  }, [next, state, submit]);

  function add(text: string) {
    const { emails, customers, unreadable } = parsePasted(text);
    const entries = [...emails, ...customers.map(String)];
    setTooMany(entries.length > MOST ? entries.length : 0);
    if (entries.length > MOST) return;
    const parts = Math.max(1, Math.ceil(entries.length / AT_A_TIME));
    setRun({
      // Where nothing can be read, the server says what to do.
      left: Array.from({ length: parts }, (_, at) => entries.slice(at * AT_A_TIME, (at + 1) * AT_A_TIME).join("\n")),
      total: entries.length,
      report: { ok: true, did: "added", added: 0, already: 0, notFound: [], unreadable: [...unreadable] },
    });
  }

  const busy = (run?.left.length ?? 0) > 0;
  const refused = data?.ok === false ? (data.errors["pasted"] ?? data.errors["form"]) : undefined;
  return {
    add,
    busy,
    /** How many of how many were looked up, while there are several parts. */
    progress: run && busy && run.total > AT_A_TIME ? { done: run.total - leftOf(run), total: run.total } : null,
    error:
      tooMany > 0
        ? `These are ${tooMany}. Paste at most ${MOST} at a time; nobody was added yet.`
        : busy
          ? undefined
          : refused,
    report: run && !busy && (refused === undefined || run.report.added > 0) ? run.report : null,
  };
}

const leftOf = ({ left }: Run) => left.reduce((sum, part) => sum + part.split("\n").length, 0);

const sumOf = (a: Added, b: Added): Added => ({
  ...a,
  added: a.added + b.added,
  already: a.already + b.already,
  notFound: [...a.notFound, ...b.notFound],
  unreadable: [...a.unreadable, ...b.unreadable],
});
