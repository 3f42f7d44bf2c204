/** The text of a redis.conf: one setting a line, values in double quotes as Redis reads them. */
export function redisConfig(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} "${value.replaceAll(/["\\]/gu, String.raw`\$&`)}"\n`)
    .join("");
}
