import { expect, it } from "vitest";
import { redisConfig } from "../../src/embedded/redis-config.ts";

it("a Redis configuration has a setting a line, with whatever is in a path quoted", () => {
  const text = redisConfig({ port: "6379", save: "", dir: String.raw`/home/a "b"\c` });

  expect(text).toBe(String.raw`port "6379"
save ""
dir "/home/a \"b\"\\c"
`);
});
