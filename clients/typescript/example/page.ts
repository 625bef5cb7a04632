/** What a leader said on a topic: the smallest page that is of use. It asks the service only, from another origin. */

import { answered, createSummitryClient, SummitryProblem, type Schemas, type Statement } from "../src/index.js";

const here = new URLSearchParams(location.search);
const service = here.get("api") ?? "http://127.0.0.1:8000";
const api = createSummitryClient(service);

const form = element<HTMLFormElement>("filters");
const list = element<HTMLOListElement>("statements");
const told = element<HTMLParagraphElement>("told");
const more = element<HTMLButtonElement>("more");

const MOST = 20;
let next: string | null = null;
let latest = 0;

form.addEventListener("change", () => void show());
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void show();
});
more.addEventListener("click", () => void show(next));
void show();

/** The first page of what the form asks for, or with a cursor the next one. */
async function show(cursor: string | null = null): Promise<void> {
  const asked = ++latest;
  const leader = chosen("leader");
  const topic = chosen("topic");
  told.textContent = "Asking …";
  more.hidden = true;
  try {
    const page = await answered(
      api.GET("/api/v1/statements", {
        params: {
          query: {
            ...(leader && { leader: [leader] }),
            ...(topic && { topic: [topic] }),
            ...(cursor && { cursor }),
            facets: ["leader", "topic"],
            count: "exact",
            limit: MOST,
          },
        },
      }),
    );
    if (asked !== latest) return; // an answer that came after a newer question
    offer("leader", page.facets?.["leader"], leader);
    offer("topic", page.facets?.["topic"], topic);
    if (!cursor) list.replaceChildren();
    list.append(...page.items.map(entry));
    next = page.next && new URL(page.next, service).searchParams.get("cursor");
    more.hidden = next === null;
    told.textContent = `${list.children.length} of ${page.total ?? "?"} statements. ${page.notes.join(" ")}`.trim();
  } catch (problem) {
    if (asked !== latest) return;
    if (!cursor) list.replaceChildren(); // nothing that belongs to another question
    told.textContent = words(problem);
  }
}

/** One statement: who, when, and its words between those around it. */
function entry(statement: Statement): HTMLLIElement {
  const item = document.createElement("li");
  const head = document.createElement("p");
  const who = statement.speaker?.labels["en"] ?? statement.speaker?.name ?? "Speaker not known";
  head.textContent = [who, statement.act, statement.said_on].filter(Boolean).join(" · ");
  const quote = document.createElement("blockquote");
  quote.lang = statement.language;
  const words = document.createElement("mark");
  words.textContent = statement.span.exact;
  quote.append(statement.span.prefix, words, statement.span.suffix);
  const source = document.createElement("a");
  source.href = `${service}/documents/${statement.document.id}#${statement.id}`;
  source.textContent = statement.document.title || statement.document.id;
  const place = document.createElement("small");
  place.append(source, ` · characters ${statement.span.start}–${statement.span.end}`);
  item.append(head, quote, place);
  return item;
}

/** The values that the list can be narrowed to, with how many records each has; what is chosen stays. */
function offer(name: "leader" | "topic", facet: Schemas["FacetOut"] | undefined, chosen: string): void {
  const select = element<HTMLSelectElement>(name);
  const kept = chosen && [...select.options].find((option) => option.value === chosen);
  const options = (facet?.values ?? []).map(({ value, label, n }) => new Option(`${label} (${n})`, value));
  if (kept && !options.some((option) => option.value === chosen)) options.unshift(kept);
  select.replaceChildren(new Option(`every ${name}`, ""), ...options);
  select.value = chosen;
}

function words(problem: unknown): string {
  if (problem instanceof SummitryProblem) {
    return [problem.detail, ...problem.errors.map((fault) => `${fault.loc}: ${fault.message}`)].join(" ");
  }
  return `The service at ${service} does not answer (${String(problem)}). Is it running? Another address: ?api=http://…`;
}

function chosen(name: string): string {
  return element<HTMLSelectElement>(name).value;
}

function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element ${id}`);
  return found as T;
}
