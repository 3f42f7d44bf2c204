import { Kysely, type PostgresPoolClient, PostgresDialect } from "kysely";

import type { Database } from "../../src/store/database.ts";
import type { Process } from "./timeline.ts";
import type { World } from "./world.ts";

/**
 * The database as one process has it. Whoever asks for the connection waits for it; a transaction, or a single
 * statement, is one step of the timeline.
 */
export function gatedDatabase(
  process: Process,
  { timeline, weather, store, trace, bug, problems }: World,
): Database {
  function clientFor(isAnswerLost: boolean, release: () => void): PostgresPoolClient {
    let isTransaction = false;
    async function query(statement: string, values: readonly unknown[]): Promise<unknown> {
      switch (statement) {
        case "begin":
          isTransaction = true;
          return { command: "BEGIN", rows: [], rowCount: null };
        case "commit":
          if (isAnswerLost) throw connectionLost();
          return { command: "COMMIT", rows: [], rowCount: null };
        case "rollback":
          if (isAnswerLost) return { command: "ROLLBACK", rows: [], rowCount: null };
          throw new Error("a transaction was rolled back, which this simulation cannot do");
        default: {
          const text = bug?.statement?.(statement) ?? statement;
          const result = await store.query(text, values, timeline.nowMs).catch((err: unknown) => {
            problems.push(`${String(err)} in ${inShort(text)}`);
            throw err;
          });
          trace.tell(process.name, inShort(text), [text, values, result.rows]);
          if (isAnswerLost && !isTransaction) throw connectionLost();
          return result;
        }
      }
    }
    return { query, release } as unknown as PostgresPoolClient;
  }

  async function connect(): Promise<PostgresPoolClient> {
    const granted = Promise.withResolvers<PostgresPoolClient>();
    timeline.after(weather.databaseLatencyMs(), process, async () => {
      const fate = weather.databaseFate();
      if (fate === "away") return granted.reject(connectionLost());
      const released = Promise.withResolvers<void>();
      if (fate === "answer-lost") trace.tell(process.name, "the database's answer will be lost");
      granted.resolve(clientFor(fate === "answer-lost", released.resolve));
      await released.promise;
    });
    return await granted.promise;
  }

  const pool = { connect, end: async (): Promise<void> => {}, options: {} };
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

function connectionLost(): Error {
  return new Error("Connection terminated unexpectedly");
}

function inShort(statement: string): string {
  const words = statement.replaceAll(/\s+/g, " ").trim();
  return words.length > 110 ? `${words.slice(0, 110)} …` : words;
}
