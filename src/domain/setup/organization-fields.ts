import { type Catalogue, segmentOption, serviceLevelTag } from "../catalogue/catalogue.ts";

/** An organization field that Zendesk must have so that we can write what we are told. */
export type RequiredField = {
  readonly key: string;
  readonly type: "text" | "dropdown";
  readonly title: string;
  /** Values of a dropdown; a chosen value becomes a tag of the organization. */
  readonly options: readonly { readonly value: string; readonly name: string }[];
};

/** An organization field as Zendesk has it. */
export type ExistingField = {
  readonly key: string;
  readonly type: string;
  readonly active: boolean;
  readonly options: readonly { readonly value: string }[];
};

export function requiredFields(catalogue: Catalogue): readonly RequiredField[] {
  const text = (key: string, title: string): RequiredField => ({ key, type: "text", title, options: [] });
  return [
    text("client_vertical", "Vertical"),
    {
      key: "client_segment",
      type: "dropdown",
      title: "Segment",
      options: catalogue.segments.map((segment) => ({ value: segmentOption(segment), name: segment.name })),
    },
    {
      key: "client_service_level",
      type: "dropdown",
      title: "Service level",
      options: catalogue.serviceLevels.map((level) => ({ value: serviceLevelTag(level), name: level.name })),
    },
    text("account_manager", "Account manager"),
    text("seo_analyst", "SEO analyst"),
    text("da_analyst", "DA analyst"),
    text("client_center_id", "Client Center ID"),
    text("client_hub_urn", "Client Hub URN"),
  ];
}

/** What is missing in Zendesk, in words for a person; empty when nothing is. */
export function missingFrom(existing: readonly ExistingField[], catalogue: Catalogue): string[] {
  return requiredFields(catalogue).flatMap((required) => {
    const field = existing.find(({ key }) => key === required.key);
    if (!field) return [`organization field ${required.key} (${required.type}) does not exist`];
    if (!field.active) return [`organization field ${required.key} is not active`];
    if (field.type !== required.type) {
      return [`organization field ${required.key} is of type ${field.type}, not ${required.type}`];
    }
    return required.options
      .filter(({ value }) => !field.options.some((option) => option.value === value))
      .map(
        ({ value, name }) =>
          `organization field ${required.key} has no option "${name}" with the tag ${value}`,
      );
  });
}
