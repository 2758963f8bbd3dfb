-- ARGV: address, event id, event, proposed conversation id, obligation due in ms, mailbox limit, repeat memory ms,
-- events a minute of one conversation (more are counted, told once, not stored), stored files that the event names
local address, event_id, event, proposed = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local known = redis.call('GET', k('seen', event_id))
if known then
  return {'repeat', known}
end
local cid = redis.call('GET', k('at', address))
local fresh = not cid
cid = cid or proposed
if redis.call('LLEN', k('mail', cid)) >= tonumber(ARGV[6]) then
  return {'full', cid}
end
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
if fresh then
  redis.call('SET', k('at', address), cid)
  redis.call('SADD', k('addresses', cid), address)
end
redis.call('HSET', k('conv', cid), 'address', address)
redis.call('RPUSH', k('mail', cid), event)
own_files(cid, {unpack(ARGV, 9)})
redis.call('SET', k('seen', event_id), cid, 'PX', ARGV[7])
redis.call('ZADD', k('obligations'), int(now + tonumber(ARGV[5])), cid .. '/' .. event_id)
mark_due(now, cid)
return {'new', cid}
