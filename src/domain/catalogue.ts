/** The service catalogue: which segments of clients there are, and what level of service each is promised. */
export type Catalogue = {
  /** In the order of the file, from the most to the least premium. */
  readonly segments: readonly Segment[];
  readonly serviceLevels: readonly ServiceLevel[];
  /** Name of the level that applies to a ticket of nobody we know. */
  readonly defaultServiceLevel: string;
  readonly fullCompare: FullCompare;
};

/** The regular comparison of all clients with Zendesk. */
export type FullCompare = {
  /** Local time of day, "02:00". */
  readonly at: string;
  /** IANA name. */
  readonly timeZone: string;
  /** What happens to fields of ours that somebody changed in Zendesk. */
  readonly onManualEdit: "restore" | "report";
};

/** A group of clients as accounting names it. `slug` makes its dropdown option `segment_<slug>`. */
export type Segment = {
  readonly name: string;
  readonly slug: string;
  /** Name of the service level its clients have unless one is set apart for them. */
  readonly serviceLevel: string;
};

/** A promise. `slug` makes its tag and dropdown option `los_<slug>`. */
export type ServiceLevel = {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
};

export function findSegment(catalogue: Catalogue, name: string): Segment | undefined {
  return catalogue.segments.find((segment) => segment.name === name);
}

export function findServiceLevel(catalogue: Catalogue, name: string): ServiceLevel | undefined {
  return catalogue.serviceLevels.find((level) => level.name === name);
}

/** The dropdown option and tag of a segment in Zendesk. */
export function segmentOption(segment: Segment): string {
  return `segment_${segment.slug}`;
}

/** The dropdown option and tag of a service level in Zendesk. */
export function serviceLevelTag(level: ServiceLevel): string {
  return `los_${level.slug}`;
}
