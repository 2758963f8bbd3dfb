-- ARGV: conversation; to have rows with it, the number after which, and how many at most. One round trip, and nothing
-- can change in between. The rows are left out where they may lie in an earlier case than the last.
local cid = ARGV[1]
local s = redis.call('HMGET', k('conv', cid), 'talk', 'tv', 'ticket', 'kv', 'case', 'seq', 'acked', 'address')
local conduct = redis.call('HGET', k('conv', cid), 'conduct') or ''
for i = 1, 8 do
  s[i] = s[i] or ''
end
s[9] = redis.call('SMEMBERS', k('addresses', cid))
s[10] = int(now_ms())
s[11] = conduct
if ARGV[2] then
  local after = tonumber(ARGV[2])
  local first, case = string.match(redis.call('LINDEX', k('cases', cid), -1) or '', '^(%d+) (.*)$')
  if first and after + 1 >= tonumber(first) then
    local start = after + 1 - tonumber(first)
    s[12] = redis.call('LRANGE', k('rows', case), int(start), int(start + tonumber(ARGV[3]) - 1))
  end
end
return s
