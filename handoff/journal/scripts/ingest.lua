-- ARGV: address, event id, event, proposed conversation id, obligation due in ms, mailbox limit, repeat memory ms,
-- events a minute of one conversation (more are counted, told once, not stored), ms to wait for what belongs to it,
-- whether the citizen speaks with it (a sign is no reason to answer elsewhere), stored files that the event names
local address, event_id, event, proposed = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local known = redis.call('GET', k('seen', event_id))
if known then
  return {'repeat', known}
end
local cid = redis.call('GET', k('at', address))
cid = cid or proposed
if redis.call('LLEN', k('mail', cid)) >= tonumber(ARGV[6]) then
  return {'full', cid}
end
-- A script is not undone: what cannot be written at its end must show before its first write.
redis.call('ZCARD', k('due'))
redis.call('ZCARD', k('obligations'))
redis.call('HLEN', k('conv', cid))
local now = now_ms()
local pace = k('pace', cid)
local n = redis.call('INCR', pace)
if n == 1 then
  redis.call('PEXPIRE', pace, 60000)
end
if n > tonumber(ARGV[8]) then
  redis.call('HINCRBY', k('meta'), 'flooded', 1)
  if n == tonumber(ARGV[8]) + 1 then
    redis.call('RPUSH', k('mail', cid), cjson.encode({kind = 'flooded', id = 'flood:' .. event_id}))
    mark_due(now, cid)
  end
  return {'flood', cid}
end
bind(address, cid)
redis.call(ARGV[10] == '1' and 'HSET' or 'HSETNX', k('conv', cid), 'address', address)
redis.call('RPUSH', k('mail', cid), event)
own_files(cid, {unpack(ARGV, 11)})
redis.call('SET', k('seen', event_id), cid, 'PX', ARGV[7])
redis.call('ZADD', k('obligations'), int(now + tonumber(ARGV[5])), cid .. '/' .. event_id)
if ARGV[9] ~= '0' then
  -- A part of an album: each one puts off the turn a little, so that all of them are one question.
  redis.call('HSET', k('conv', cid), 'joins', int(now + tonumber(ARGV[9])))
end
if channel_of(address) ~= 'web' then
  -- Who has just written is near their device. Of the web chat we know it: its page is open.
  redis.call('ZREMRANGEBYSCORE', k('reachable'), '-inf', int(now))
  redis.call('ZADD', k('reachable'), int(now + 300000), cid)
end
mark_due(now, cid)
return {'new', cid}
