/** The client against a real server, whose address is in SUMMITRY_URL: run by tests/clients, on the library of tests/shelf.py. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, createSummitryClient, pages, paginate, stream, SummitryProblem, type Statement } from "../src/index.js";

const address = process.env["SUMMITRY_URL"];
assert.ok(address, "SUMMITRY_URL tells where the server is");
const api = createSummitryClient(`${address}/`);

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

test("a list is typed and filtered", async () => {
  const query = { leader: ["ardan-temur"], topic: ["trade"], kind: ["direct" as const], count: "exact" as const };
  const page = await answered(api.GET("/api/v1/statements", { params: { query } }));
  assert.ok(page.items.length > 1);
  assert.equal(page.total, page.items.length);
  for (const statement of page.items) {
    assert.equal(statement.speaker?.id, "ardan-temur");
    assert.equal(statement.kind, "direct");
    assert.ok(statement.topics.some((topic) => topic.id === "trade"));
    assert.equal([...statement.span.exact].length, statement.span.end - statement.span.start);
  }
});

test("repeated values of a filter widen the list", async () => {
  const total = async (leader: string[]) =>
    (await answered(api.GET("/api/v1/statements", { params: { query: { leader, count: "exact", limit: 1 } } }))).total;
  const [one, other, both] = [
    await total(["ardan-temur"]),
    await total(["liana-verst"]),
    await total(["ardan-temur", "liana-verst"]),
  ];
  assert.ok(one && other && both);
  assert.equal(both, one + other);
});

test("paging reads every record once, in order", async () => {
  const whole = await answered(api.GET("/api/v1/statements", { params: { query: { limit: 500, count: "exact" } } }));
  assert.equal(whole.total, whole.items.length);
  const paged = await all(paginate(api, "/api/v1/statements", { limit: 7 }));
  assert.deepEqual(paged.map((each) => each.id), whole.items.map((each) => each.id));
  const sizes = (await all(pages(api, "/api/v1/statements", { limit: 7 }))).map((page) => page.items.length);
  assert.equal(sizes.length, Math.ceil(whole.items.length / 7));
  assert.ok(sizes.slice(0, -1).every((size) => size === 7));
});

test("paging that is left early asks for no further page", async () => {
  let requests = 0;
  const counting = createSummitryClient(address, {
    fetch: (request) => {
      requests += 1;
      return fetch(request);
    },
  });
  for await (const topic of paginate(counting, "/api/v1/topics", { limit: 2 })) {
    assert.ok(topic.id);
    break;
  }
  assert.equal(requests, 1);
});

test("a list streams whole as JSON Lines, the same records as its pages", async () => {
  const query = { leader: ["liana-verst"] };
  const streamed = await all(stream(api, "/api/v1/statements", query));
  const paged = await all(paginate(api, "/api/v1/statements", { ...query, limit: 5 }));
  assert.ok(streamed.length > 5);
  assert.deepEqual(streamed, paged);
  for await (const figure of stream(api, "/api/v1/figures")) {
    assert.match(figure.value, /^-?\d/);
    break; // ends the connection; the runner would hang on one left open
  }
});

test("a record is found by its id, and names its document", async () => {
  const [listed] = (await answered(api.GET("/api/v1/statements", { params: { query: { limit: 1 } } }))).items;
  assert.ok(listed);
  const found: Statement = await answered(
    api.GET("/api/v1/statements/{id}", { params: { path: { id: listed.id } } }),
  );
  assert.deepEqual(found, listed);
  const document = await answered(
    api.GET("/api/v1/documents/{id}", { params: { path: { id: found.document.id } } }),
  );
  assert.equal([...document.text].slice(found.span.start, found.span.end).join(""), found.span.exact);
});

test("facets are counted beside a list", async () => {
  const query = { facets: ["leader", "topic"] satisfies ("leader" | "topic")[], count: "exact" as const, limit: 1 };
  const page = await answered(api.GET("/api/v1/statements", { params: { query } }));
  const leaders = page.facets?.["leader"]?.values;
  assert.ok(leaders?.length);
  for (const { value, n } of leaders) {
    const narrowed = { leader: [value], count: "exact" as const, limit: 1 };
    assert.equal((await answered(api.GET("/api/v1/statements", { params: { query: narrowed } }))).total, n);
  }
});

test("text is sent, and refused where there is none", async () => {
  const body = { text: " ", language: "ru" as const };
  const { error, response } = await api.POST("/api/v1/extract", { body });
  assert.deepEqual([response.status, error?.errors[0]?.loc], [422, "body/text"]);
});

test("an unknown record, leader and value are problems that say what to do", async () => {
  const missing = api.GET("/api/v1/statements/{id}", { params: { path: { id: "st-0000000000000" } } });
  await assert.rejects(answered(missing), (problem: unknown) => {
    assert.ok(problem instanceof SummitryProblem && problem instanceof Error);
    assert.equal(problem.status, 404);
    assert.equal(problem.type, "urn:summitry:problem:not-found");
    assert.equal(problem.message, problem.detail);
    return true;
  });
  const unknown = paginate(api, "/api/v1/statements", { leader: ["nobody-at-all"] });
  await assert.rejects(all(unknown), (problem: unknown) => {
    assert.ok(problem instanceof SummitryProblem);
    assert.deepEqual([problem.status, problem.errors[0]?.value], [404, "nobody-at-all"]);
    return true;
  });
  const { error, response } = await api.GET("/api/v1/statements", { params: { query: { limit: 501 } } });
  assert.equal(response.status, 422);
  assert.equal(error?.errors[0]?.loc, "query/limit");
  await assert.rejects(all(stream(api, "/api/v1/statements", { limit: -1 })), { status: 422 });
});

test("what answers in the service's stead is a problem, too", async () => {
  const answers = [
    new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" }),
    new Response(null, { status: 503 }),
  ];
  for (const given of answers) {
    const behind = createSummitryClient("http://proxy.invalid", { fetch: async () => given });
    await assert.rejects(answered(behind.GET("/api/v1/meta")), (problem: unknown) => {
      assert.ok(problem instanceof SummitryProblem);
      assert.deepEqual([problem.status, problem.type, problem.errors.length], [given.status, "about:blank", 0]);
      return true;
    });
  }
});

test("an answer that is known costs nothing", async () => {
  const first = await api.GET("/api/v1/topics");
  const etag = first.response.headers.get("etag");
  assert.ok(etag);
  const again = await api.GET("/api/v1/topics", { headers: { "If-None-Match": etag } });
  assert.equal(again.response.status, 304);
});

test("a request can be given up", async () => {
  const signal = AbortSignal.abort();
  await assert.rejects(all(paginate(api, "/api/v1/topics", {}, { signal })), { name: "AbortError" });
});

test("what the contract does not know does not compile", () => {
  const never = () => {
    // @ts-expect-error: no such path
    void api.GET("/api/v1/sentences");
    // @ts-expect-error: no such value
    void api.GET("/api/v1/statements", { params: { query: { kind: ["sung"] } } });
    // @ts-expect-error: no such filter of a list
    void paginate(api, "/api/v1/topics", { leader: ["ardan-temur"] });
    // @ts-expect-error: a record is no list
    void paginate(api, "/api/v1/meta");
    // @ts-expect-error: topics are not served as JSON Lines
    void stream(api, "/api/v1/topics");
    // @ts-expect-error: nothing to extract from
    void api.POST("/api/v1/extract", { body: { language: "ru" } });
    // @ts-expect-error: what is found by its id needs the id
    void api.GET("/api/v1/statements/{id}");
  };
  assert.ok(never);
});
