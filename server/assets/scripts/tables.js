// Tables that can be sorted and filtered: <table data-sortable>.
import { activate } from "./lib/dom.js";
import { enhanceTable } from "./lib/table.js";

activate("table[data-sortable]", enhanceTable);
