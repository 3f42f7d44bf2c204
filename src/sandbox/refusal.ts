export type Problem = { readonly description: string; readonly error?: string };
export type Problems = Readonly<Record<string, readonly Problem[]>>;

/** A request that Zendesk answers with "no": the status, the body (text is sent as HTML) and headers of the answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly body: object | string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: object | string, headers: Readonly<Record<string, string>> = {}) {
    super(`refused with ${status}: ${JSON.stringify(body)}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export const recordNotFound = (): Refusal =>
  new Refusal(404, { error: "RecordNotFound", description: "Not found" });

export const invalidEndpoint = (): Refusal =>
  new Refusal(404, { error: "InvalidEndpoint", description: "Not found" });

export const recordInvalid = (details: Problems): Refusal =>
  new Refusal(422, { error: "RecordInvalid", description: "Record validation errors", details });

export const unreadableJson = (): Refusal =>
  new Refusal(422, { error: "Unprocessable Entity", message: "Server could not parse JSON" });

/** Zendesk says this one in `text/html`, without markup. */
export const parameterMissing = (name: string): Refusal =>
  new Refusal(400, `Required parameter missing: ${name}`);

export const invalidAttribute = (name: string, rule: string, action: string): Refusal =>
  new Refusal(400, {
    error: {
      title: "Invalid attribute",
      message: `You passed an invalid value for the ${name} attribute. Invalid parameter: ${name} ${rule} from api/v2/${action}`,
    },
  });

export const tooManyValues = (name: string, max: number): Refusal =>
  new Refusal(400, {
    error: "TooManyValues",
    description: `Parameter ${name} cannot specify more than ${max} values`,
    max_count: max,
  });

export const invalidPagination = (code: string, title: string): Refusal =>
  new Refusal(400, { errors: [{ code, title }] });

export const notAuthenticated = (): Refusal => new Refusal(401, { error: "Couldn't authenticate you" });

export const invalidToken = (): Refusal =>
  new Refusal(401, {
    error: "invalid_token",
    error_description:
      "The access token provided is expired, revoked, malformed or invalid for other reasons.",
  });

export const forbidden = (): Refusal =>
  new Refusal(403, {
    error: { title: "Forbidden", message: "You do not have access to this page." },
  });

export const blankValue = (label: string): Problem => ({
  description: `${label}: cannot be blank`,
  error: "BlankValue",
});
