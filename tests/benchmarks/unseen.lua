-- Asks a query that nobody has asked before: each request ends in another comment. Takes the path and a seed.
local path, seed, number = "", "", 0

function init(arguments)
  path, seed = arguments[1], arguments[2]
end

function request()
  number = number + 1
  return wrk.format("GET", path .. "%0A%23" .. seed .. "-" .. number)
end
