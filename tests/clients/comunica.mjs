// Asks Comunica a query over sources: node comunica.mjs QUERY SOURCE... Each row is written as a line of JSON.
import { QueryEngine } from '@comunica/query-sparql';

const [query, ...sources] = process.argv.slice(2);
const rows = await new QueryEngine().queryBindings(query, {
  // A source may say of what type it is: sparql@http://...
  sources: sources.map(source => {
    const [, type, value] = /^(?:(\w+)@)?(.*)$/u.exec(source);
    return type ? { type, value } : value;
  }),
  // A source that fails is an error, and not a source without rows.
  lenient: false,
});
for await (const row of rows) {
  console.log(JSON.stringify(Object.fromEntries([...row].map(([name, term]) => [name.value, term.value]))));
}
