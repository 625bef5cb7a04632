/**
 * A typed client of the Summitry API.
 *
 * Paths, parameters and answers are those of the contract (`schema.ts`, generated); requests are made by openapi-fetch, which is
 * a thin layer over `fetch`. What is added here is what most users would write themselves: errors that are thrown, lists that are
 * read to their end.
 */

import createClient, { type Client, type ClientOptions } from "openapi-fetch";

import type { components, paths } from "./schema.js";

export type { components, operations, paths } from "./schema.js";

/** Every shape of the contract by its name, for example `Schemas["DocumentOut"]`. */
export type Schemas = components["schemas"];
export type Statement = Schemas["StatementOut"];
export type Proposal = Schemas["ProposalOut"];
export type Figure = Schemas["FigureOut"];
export type Problem = Schemas["ProblemOut"];
export type Fault = Schemas["FaultOut"];

/** `GET` and `POST` by the paths of the contract. Answers are those in JSON, errors are problem documents. */
export type SummitryClient = Client<paths, "application/json" | "application/problem+json">;

/** What openapi-fetch takes besides the address: `headers`, `fetch`, `signal`, `cache` and so on. */
export type SummitryOptions = Omit<ClientOptions, "baseUrl">;

/**
 * A client of the service at `baseUrl`, which is its address without `/api/v1`.
 *
 * ```ts
 * const api = createSummitryClient("http://127.0.0.1:8000");
 * const page = await answered(api.GET("/api/v1/statements", { params: { query: { leader: ["sadyr-japarov"] } } }));
 * ```
 */
export function createSummitryClient(baseUrl: string, options: SummitryOptions = {}): SummitryClient {
  return createClient<paths, "application/json" | "application/problem+json">({
    ...options,
    baseUrl: baseUrl.replace(/\/+$/, ""),
  });
}

/** A request that was answered with an error: the problem document as an `Error`. */
export class SummitryProblem extends Error {
  override readonly name = "SummitryProblem";
  /** The status of the answer. */
  readonly status: number;
  /** Name of the kind of problem, the same for ever; `about:blank` where something between answered in the service's stead. */
  readonly type: string;
  /** The kind of problem in words. */
  readonly title: string;
  /** What is wrong with this request, and what to do. */
  readonly detail: string;
  /** Each thing that is wrong, where it can be told: `query/leader` and so on. */
  readonly errors: readonly Fault[];
  readonly response: Response;

  constructor(response: Response, body: unknown) {
    const told = isProblem(body) ? body : undefined;
    const title = told?.title ?? (response.statusText || "No answer of the service");
    const detail = told?.detail ?? `${response.status} ${title}`;
    super(detail);
    this.status = response.status;
    this.type = told?.type ?? "about:blank";
    this.title = title;
    this.detail = detail;
    this.errors = told?.errors ?? [];
    this.response = response;
  }
}

/**
 * The answer of a request, or a thrown `SummitryProblem`. What `fetch` itself throws (no connection, aborted) passes through.
 *
 * A request with an `If-None-Match` of your own may be answered with 304, which has no body: look at `response` then, without this.
 */
export async function answered<T>(
  request: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await request;
  if (!response.ok || data === undefined) throw new SummitryProblem(response, error);
  return data;
}

/** The answer of a path in a format. */
type Content<P extends keyof paths, M extends string> = paths[P] extends {
  get: { responses: { 200: { content: infer C } } };
}
  ? M extends keyof C
    ? C[M]
    : never
  : never;

/** The paths that answer lists in pages. */
export type ListPath = {
  [P in keyof paths]: Content<P, "application/json"> extends never
    ? never
    : Content<P, "application/json"> extends { items: unknown[]; next: string | null }
      ? P
      : never;
}[keyof paths];

/** The lists that also come whole, as JSON Lines. */
export type StreamPath = {
  [P in ListPath]: Content<P, "application/jsonl"> extends never ? never : P;
}[ListPath];

/** A page of a list: `items`, `next`, and with `count: "exact"` its `total`. */
export type PageOf<P extends ListPath> = Content<P, "application/json">;

/** A record of a list. */
export type ItemOf<P extends ListPath> = PageOf<P> extends { items: (infer Item)[] } ? Item : never;

/** The filters and other parameters of a list. */
export type QueryOf<P extends ListPath> = paths[P] extends { get: { parameters: { query?: infer Q } } }
  ? NonNullable<Q>
  : never;

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** `GET` where the path is known only by its kind: what goes in and comes out is typed by whoever calls. */
type AnyGet = <T>(path: string, init: object) => Promise<Answered<T>>;

/**
 * The pages of a list, one request each, following `next` to the end. `limit` is the size of a page.
 *
 * Stopping early (`break`) asks for nothing more.
 */
export async function* pages<P extends ListPath>(
  api: SummitryClient,
  path: P,
  query?: QueryOf<P>,
  options: { signal?: AbortSignal } = {},
): AsyncGenerator<PageOf<P>, void, undefined> {
  const get = api.GET as unknown as AnyGet;
  let asked: object | undefined = query;
  for (;;) {
    const page: PageOf<P> = await answered(get<PageOf<P>>(path, { ...options, params: { query: asked } }));
    yield page;
    const { next } = page as { next: string | null };
    if (next === null) return;
    // The cursor alone, so that it holds behind a proxy that serves the API under another path.
    asked = { ...query, cursor: new URL(next, "http://next.invalid").searchParams.get("cursor") };
  }
}

/**
 * The records of a list, page by page, to the end.
 *
 * ```ts
 * for await (const statement of paginate(api, "/api/v1/statements", { topic: ["trade"] })) console.log(statement.span.exact);
 * ```
 */
export async function* paginate<P extends ListPath>(
  api: SummitryClient,
  path: P,
  query?: QueryOf<P>,
  options: { signal?: AbortSignal } = {},
): AsyncGenerator<ItemOf<P>, void, undefined> {
  for await (const page of pages(api, path, query, options)) {
    yield* (page as { items: ItemOf<P>[] }).items;
  }
}

/**
 * The records of a list in one answer of any length (JSON Lines), from one state of the data, read while it arrives.
 *
 * Without `limit` it is all there are. Stopping early (`break`) ends the connection.
 */
export async function* stream<P extends StreamPath>(
  api: SummitryClient,
  path: P,
  query?: Omit<QueryOf<P>, "format">,
  options: { signal?: AbortSignal } = {},
): AsyncGenerator<ItemOf<P>, void, undefined> {
  const get = api.GET as unknown as AnyGet;
  const body = await answered(
    get<ReadableStream<Uint8Array>>(path, {
      ...options,
      params: { query: { ...query, format: "jsonl" } },
      parseAs: "stream",
    }),
  );
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split("\n");
      rest = done ? "" : (lines.pop() ?? "");
      for (const line of lines) if (line) yield JSON.parse(line) as ItemOf<P>;
      if (done) return;
    }
  } finally {
    await reader.cancel();
  }
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === "object" && body !== null && "type" in body && "detail" in body && Array.isArray((body as Problem).errors)
  );
}
