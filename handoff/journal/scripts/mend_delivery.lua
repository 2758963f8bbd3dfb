-- ARGV: delivery id, "retry" or "drop", reason (of a drop), request id, audit row
-- A person decides about a delivery that has ended badly: it is sent once more, or given up.
local did, what, reason, request, audit = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local before = redis.call('GET', k('request', request))
if before then
  return before
end
local d = load(did)
if not d then
  return 'gone'
end
local ended_badly = {undeliverable = true, dead = true, uncertain = true, held = true}
if not ended_badly[d.state] then
  return 'settled'
end
if what == 'retry' and not d.body then
  return 'gone'
end
-- A later version of it has been shown, or is on its way: the old words must not come over the new ones.
local born = tonumber(redis.call('HGET', k('delivery', did), 'born') or d.made)
if what == 'retry' and d.slot ~= '' then
  local over = {new = true, retry = true, sending = true, sent = true, uncertain = true}
  for _, other in ipairs(redis.call('SMEMBERS', k('deliveries', redis.call('HGET', k('delivery', did), 'case') or ''))) do
    local o = redis.call('HMGET', k('delivery', other), 'slot', 'to', 'state', 'born', 'made')
    if other ~= did and o[1] == d.slot and o[2] == d.to and over[o[3]] and tonumber(o[4] or o[5]) > born then
      return 'newer'
    end
  end
end
local now = now_ms()
local lane = d.channel .. ':' .. d.cls
redis.call('ZREM', k('trouble'), did)
if what == 'retry' then
  -- `made` anew: it was decided now that it is still right. Before what waits there: it is older.
  redis.call('HSETNX', k('delivery', did), 'born', int(born))
  redis.call('HSET', k('delivery', did), 'state', 'new', 'reason', '', 'at', int(now), 'made', int(now))
  redis.call('LPUSH', k('lane', lane, d.to), did)
  redis.call('ZADD', k('out', lane), 'NX', int(now), d.to)
  hint('out')
else
  redis.call('HSET', k('delivery', did), 'state', 'dropped', 'reason', reason, 'at', int(now))
  redis.call('HDEL', k('delivery', did), 'body', 'more')
  settle(d.conversation, words(d.settles)) -- a person has said that nothing more will come
end
redis.call('XADD', k('audit'), '*', 'row', audit)
redis.call('SET', k('request', request), 'done', 'PX', 172800000)
feed(now, 'delivery', d.conversation)
return 'done'
