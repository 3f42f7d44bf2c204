import type { Message } from "./message.ts";

/** Where people are told. */
export interface Channel {
  /** Under which is remembered what it said. */
  readonly name: string;
  /** @throws when nobody can say that it was told */
  tell(message: Message): Promise<void>;
}
