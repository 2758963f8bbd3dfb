-- ARGV: conversation. One round trip, and nothing can change in between.
local cid = ARGV[1]
local s = redis.call('HMGET', k('conv', cid), 'talk', 'tv', 'ticket', 'kv', 'case', 'seq', 'acked', 'address')
local conduct = redis.call('HGET', k('conv', cid), 'conduct') or ''
for i = 1, 8 do
  s[i] = s[i] or ''
end
s[9] = redis.call('SMEMBERS', k('addresses', cid))
s[10] = int(now_ms())
s[11] = conduct
return s
