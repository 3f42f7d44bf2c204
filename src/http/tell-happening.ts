import type { z } from "zod";

import type { Happening } from "../operations/client.ts";
import type { happeningAnswer } from "./answer-schemas.ts";
import { tellExchange } from "./tell-exchange.ts";

export function tellHappening({
  exchange,
  changes,
  ...happening
}: Happening): z.infer<typeof happeningAnswer> {
  return { ...happening, changes: [...changes], ...tellExchange(exchange) };
}
