import { z } from "zod";

import { name, text } from "./names.ts";

/** In the file; lists of schedules otherwise. */
export const aroundTheClock = "around the clock";

const languageNames = new Intl.DisplayNames("en", { type: "language", fallback: "none" });

function isLanguage(tag: string): boolean {
  try {
    return languageNames.of(tag) !== undefined;
  } catch {
    return false;
  }
}

const languageHint = "must be a language by its code (BCP 47), as in en, de or pt-BR";
const language = z.string().refine(isLanguage, languageHint);

const urlHint = "must be an address, as in https://help.example.com/start";

const link = z
  .strictObject({
    title: text.meta({ examples: ["First steps"] }),
    url: z
      .url({ protocol: /^https?$/, error: urlHint })
      .meta({ description: "https:// and so on.", examples: ["https://help.example.com/start"] }),
  })
  .meta({ examples: [{ title: "First steps", url: "https://help.example.com/start" }] });

/** Keys of a service level. */
export const offer = {
  channels: z
    .array(text)
    .default([])
    .meta({ description: "How its clients reach support, in your words.", examples: [["email", "phone"]] }),
  languages: z
    .array(language)
    .default([])
    .meta({ description: "In which languages, by code (BCP 47).", examples: [["en", "es"]] }),
  coverage: z
    .union([z.literal(aroundTheClock), z.array(name).min(1)], {
      error: `must be "${aroundTheClock}" or a list of schedules, as in [Office]`,
    })
    .optional()
    .meta({
      description: `When somebody is there: "${aroundTheClock}", or the names of schedules. Those of its own schedule unless said otherwise.`,
      examples: [["Office"]],
    }),
  services: z
    .array(text)
    .default([])
    .meta({ description: "What is done for its clients.", examples: [["A named account manager"]] }),
  exclusions: z
    .array(text)
    .default([])
    .meta({ description: "What is not.", examples: [["Development of custom software"]] }),
  training: z
    .array(link)
    .default([])
    .meta({
      description: "Training for its clients.",
      examples: [[{ title: "Webinar", url: "https://example.com" }]],
    }),
  knowledge_base: z
    .array(link)
    .default([])
    .meta({
      description: "Where its clients read up.",
      examples: [[{ title: "Guides", url: "https://example.com" }]],
    }),
};
