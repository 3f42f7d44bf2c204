import { Client } from "pg";

/** Asks as somebody else than the service would, over a connection of its own. */
export async function askDatabase<Row extends object>(
  url: string,
  question: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(question, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

/** How much work has not come to its end: scheduled statements included, if they are due. */
export async function countUnfinished(url: string): Promise<number> {
  const [row] = await askDatabase<{ readonly unfinished: string }>(
    url,
    `select (select count(*) from work where state <> 'ok')
      + (select count(*) from statements where state = 'scheduled' and effective_at <= now()) as unfinished`,
  );
  return Number(row?.unfinished);
}
