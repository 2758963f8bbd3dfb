-- ARGV: conversation, "1": a measure holds, its addresses stay with it; event ids of open obligations are settled;
-- then the channels that it may have something on. "gone", "kept" (with the measure), "busy" (a case of it is there, or
-- comes).
local cid, keeps = ARGV[1], ARGV[2] == '1'
local conv, now = k('conv', cid), now_ms()
local s = redis.call('HMGET', conv, 'case', 'leased', 'link', 'owner', 'queue', 'review')
if redis.call('LLEN', k('cases', cid)) > 0 then
  redis.call('ZREM', k('emptied'), cid)
  return 'busy'
end
if (s[1] or '') ~= '' or redis.call('LLEN', k('mail', cid)) > 0 or tonumber(s[2] or '0') > now then
  redis.call('ZADD', k('emptied'), int(now), cid)
  return 'busy'
end
settle(cid, redis.call('SRANDMEMBER', k('open', cid), 500))
if redis.call('EXISTS', k('open', cid)) == 1 then
  redis.call('ZADD', k('emptied'), int(now), cid)
  return 'more'
end
for _, name in ipairs({'due', 'looks', 'told_late', 'tickets', 'callbacks', 'reachable'}) do
  redis.call('ZREM', k(name), cid)
end
if (s[4] or '') ~= '' then
  redis.call('SREM', k('owned', s[4]), cid)
end
if (s[5] or '') ~= '' then
  redis.call('ZREM', k('queue', s[5]), cid)
end
if (s[3] or '') ~= '' then
  redis.call('DEL', k('link', s[3]))
end
for _, name in ipairs({'unread', 'handoffs', 'ends', 'draft', 'notice', 'callback', 'files', 'pace'}) do
  redis.call('DEL', k(name, cid))
end
redis.call('DEL', k('told', 'reader:' .. cid))
redis.call('HDEL', k('exports'), cid)
for i = 3, #ARGV do
  local channel = ARGV[i]
  redis.call('SREM', k('held', channel), cid)
  for _, to in ipairs({'citizen:' .. cid, 'reader:' .. cid}) do
    redis.call('DEL', k('posted', channel, to), k('gap', channel, to), k('flight', channel, to), k('merge', to))
    for _, cls in ipairs({'word', 'live', 'notice', 'bulk'}) do
      redis.call('ZREM', k('out', channel .. ':' .. cls), to)
      redis.call('DEL', k('lane', channel .. ':' .. cls, to))
    end
  end
end
if keeps then
  redis.call('HSET', conv, 'talk', '', 'ticket', '', 'owner', '', 'queue', '', 'link', '')
  redis.call('HINCRBY', conv, 'tv', 1)
  redis.call('HINCRBY', conv, 'kv', 1)
  redis.call('ZADD', k('emptied'), int(now), cid)
  return 'kept'
end
-- What is kept of the citizen's conduct, and a request for review that nobody has decided.
for _, name in ipairs({'measures', 'proposals', 'reviews', 'threats'}) do
  redis.call('ZREM', k(name), cid)
end
settle(cid, {s[6] or ''})
for _, address in ipairs(redis.call('SMEMBERS', k('addresses', cid))) do
  if redis.call('GET', k('at', address)) == cid then
    redis.call('DEL', k('at', address))
  end
end
redis.call('ZREM', k('emptied'), cid)
redis.call('DEL', conv, k('addresses', cid))
return 'gone'
