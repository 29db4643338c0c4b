// Asks the endpoint at the first argument with each client, and prints what it got, by name, as JSON.
import { QueryEngine } from '@comunica/query-sparql'
import { SparqlEndpointFetcher } from 'fetch-sparql-endpoint'
import ParsingClient from 'sparql-http-client/ParsingClient.js'
import StreamStore from 'sparql-http-client/StreamStore.js'
import StreamClient from 'sparql-http-client/StreamClient.js'

const [endpoint, store] = process.argv.slice(2)
const SELECT = 'SELECT ?o { ?s <https://example.org/p> ?o }'
const NAMED = 'SELECT ?g { GRAPH ?g { ?s <https://example.org/p> ?o } } ORDER BY ?g'
const ASK = 'ASK { ?s <https://example.org/p> "default" }'
const NEVER = 'ASK { FILTER(false) }'
const CONSTRUCT = 'CONSTRUCT { ?s <https://example.org/q> ?o } WHERE { ?s <https://example.org/p> ?o }'
const WRONG = 'SELECT ?o { ?s ?p }'
const LABELS = `PREFIX mlat: <https://w3id.org/mlat/ontology#>
  SELECT ?treaty (COUNT(?party) AS ?parties) { ?treaty mlat:party ?party } GROUP BY ?treaty ORDER BY ?treaty`

const values = rows => rows.map(row => Object.fromEntries([...row].map(([name, term]) => [name.value ?? name, term.value])))
const triples = quads => quads.map(quad => [quad.predicate.value, quad.object.value])

async function collect (stream) {
  const found = []
  for await (const one of stream) found.push(one)
  return found
}

async function refused (work) {
  try {
    await work()
    return 'answered'
  } catch (error) {
    return error.message
  }
}

async function comunica (source) {
  const engine = new QueryEngine()
  const context = { sources: [source] }
  const rows = async query => values(await (await engine.queryBindings(query, context)).toArray())
  return {
    select: await rows(SELECT),
    named: await rows(NAMED),
    count: (await rows(LABELS)).length,
    ask: [await engine.queryBoolean(ASK, context), await engine.queryBoolean(NEVER, context)],
    construct: triples(await (await engine.queryQuads(CONSTRUCT, context)).toArray())
  }
}

async function fetcher (method) {
  const client = new SparqlEndpointFetcher({ method })
  const rows = await collect(await client.fetchBindings(endpoint, SELECT))
  return {
    select: rows.map(row => Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value]))),
    ask: [await client.fetchAsk(endpoint, ASK), await client.fetchAsk(endpoint, NEVER)],
    construct: triples(await collect(await client.fetchTriples(endpoint, CONSTRUCT))),
    wrong: await refused(() => client.fetchAsk(endpoint, WRONG))
  }
}

async function httpClient (operation) {
  const client = new ParsingClient({ endpointUrl: endpoint })
  const options = { operation }
  const rows = await client.query.select(SELECT, options)
  return {
    select: rows.map(row => Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value]))),
    ask: [await client.query.ask(ASK, options), await client.query.ask(NEVER, options)],
    construct: triples([...await client.query.construct(CONSTRUCT, options)]),
    wrong: await refused(() => client.query.ask(WRONG, options))
  }
}

async function graphStore () {
  const client = new StreamClient({ endpointUrl: endpoint, storeUrl: store })
  return triples(await collect(new StreamStore({ client }).get({ value: 'https://example.org/g1', termType: 'NamedNode' })))
}

const results = {
  'comunica, told': await comunica({ type: 'sparql', value: endpoint }),
  'comunica, by itself': await comunica(endpoint),
  'fetch-sparql-endpoint, GET': await fetcher('GET'),
  'fetch-sparql-endpoint, POST': await fetcher('POST'),
  'sparql-http-client, GET': await httpClient('get'),
  'sparql-http-client, form': await httpClient('postUrlencoded'),
  'sparql-http-client, direct': await httpClient('postDirect'),
  store: await graphStore()
}
console.log(JSON.stringify(results))
