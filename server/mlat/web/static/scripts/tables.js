import{a as t}from"./shared-RU3SFNRZ.js";import"./shared-6YBWZJHL.js";import{d as a}from"./shared-J4TRTQGN.js";a("table[data-sortable]",t);
