-- ARGV: id of the last row to go, the first id after it, row that says so. Nothing to remove: nothing is said.
local oldest = redis.call('XRANGE', k('audit'), '-', ARGV[1], 'COUNT', 1)
if not oldest[1] then
  return 0
end
local gone = redis.call('XTRIM', k('audit'), 'MINID', ARGV[2])
redis.call('XADD', k('audit'), '*', 'row', ARGV[3])
return gone
