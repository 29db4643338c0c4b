// A query as a program in the languages that people use.

const RULE = "---";

function shell(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function python(text) {
  return text.includes('"""') || text.endsWith("\\") || text.endsWith('"') ? JSON.stringify(text) : `r"""\n${text}\n"""`;
}

function r(text) {
  return text.includes(`)${RULE}"`) ? JSON.stringify(text) : `r"${RULE}(\n${text}\n)${RULE}"`;
}

function javascript(text) {
  return `\`\n${text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${")}\n\``;
}

/** Name -> program that asks a query of an endpoint; for a graph, Turtle is asked for, else rows. */
export function snippets(query, endpoint, graph) {
  const rows = graph ? "text/turtle" : "text/csv";
  const text = query.trim();
  return {
    curl: `curl ${shell(endpoint)} -H ${shell(`Accept: ${rows}`)} --data-urlencode ${shell(`query=${text}`)}\n`,
    Python: graph
      ? `from SPARQLWrapper import SPARQLWrapper\n\nquery = ${python(text)}\nendpoint = SPARQLWrapper("${endpoint}")\nendpoint.setQuery(query)\ngraph = endpoint.queryAndConvert()  # an rdflib graph\n`
      : `import io\nimport urllib.parse\nimport urllib.request\n\nimport pandas\n\nquery = ${python(text)}\nbody = urllib.parse.urlencode({"query": query}).encode()\nrequest = urllib.request.Request("${endpoint}", body, {"Accept": "text/csv"})\nwith urllib.request.urlopen(request) as answer:\n    table = pandas.read_csv(io.BytesIO(answer.read()))\n`,
    SPARQLWrapper: `from SPARQLWrapper import JSON, SPARQLWrapper\n\nquery = ${python(text)}\nendpoint = SPARQLWrapper("${endpoint}", returnFormat=JSON)\nendpoint.setQuery(query)\nrows = endpoint.queryAndConvert()["results"]["bindings"]\n`,
    R: `library(httr2)\n\nquery <- ${r(text)}\nanswer <- request("${endpoint}") |>\n  req_headers(Accept = "${rows}") |>\n  req_body_form(query = query) |>\n  req_perform()\n${graph ? "turtle <- resp_body_string(answer)" : "table <- read.csv(text = resp_body_string(answer))"}\n`,
    JavaScript: `const query = ${javascript(text)};\nconst answer = await fetch("${endpoint}", {\n  method: "POST",\n  headers: { Accept: "${graph ? rows : "application/sparql-results+json"}" },\n  body: new URLSearchParams({ query }),\n});\n${graph ? "const turtle = await answer.text()" : "const rows = (await answer.json()).results.bindings"};\n`,
  };
}
