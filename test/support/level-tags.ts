/** By `config/service-levels.yaml`. */
export const everyLevelTag: readonly string[] = ["los_vip", "los_key_account", "los_corporate", "los_smb"];

/** The tags of service levels among a ticket's tags. */
export function levelTags(tags: readonly string[]): string[] {
  return tags.filter((tag) => everyLevelTag.includes(tag));
}
