-- ARGV: address, proposed conversation id, obligation due in ms, mailbox limit, repeat memory ms, events a minute of one
-- conversation (more are counted, told once, not stored), then of each event: its id, itself, ms to wait for what belongs
-- to it, whether the citizen speaks with it (a sign is no reason to answer elsewhere), how many stored files it names, and
-- these. All of one address, in order. Answers the conversation, and of each event what became of it.
local address = ARGV[1]
local cid = redis.call('GET', k('at', address)) or ARGV[2]
local conv, mail = k('conv', cid), k('mail', cid)
-- A script is not undone: what cannot be written at its end must show before its first write.
redis.call('ZCARD', k('due'))
redis.call('ZCARD', k('obligations'))
redis.call('HLEN', conv)
local length = redis.call('LLEN', mail)
local now = now_ms()
local stirred, new = false, false

local function take_in(event_id, event, joins, speaks, files)
  local known = redis.call('GET', k('seen', event_id))
  if known then
    return 'repeat', known
  end
  if length >= tonumber(ARGV[4]) then
    return 'full', cid
  end
  local pace = k('pace', cid)
  local n = redis.call('INCR', pace)
  if n == 1 then
    redis.call('PEXPIRE', pace, 60000)
  end
  if n > tonumber(ARGV[6]) then
    redis.call('HINCRBY', k('meta'), 'flooded', 1)
    if n == tonumber(ARGV[6]) + 1 then
      length = redis.call('RPUSH', mail, cjson.encode({kind = 'flooded', id = 'flood:' .. event_id}))
      stirred = true
    end
    return 'flood', cid
  end
  bind(address, cid)
  redis.call(speaks == '1' and 'HSET' or 'HSETNX', conv, 'address', address)
  length = redis.call('RPUSH', mail, event)
  own_files(cid, files)
  redis.call('SET', k('seen', event_id), cid, 'PX', ARGV[5])
  redis.call('ZADD', k('obligations'), int(now + tonumber(ARGV[3])), cid .. '/' .. event_id)
  if joins ~= '0' then
    -- A part of an album: each one puts off the turn a little, so that all of them are one question.
    redis.call('HSET', conv, 'joins', int(now + tonumber(joins)))
  end
  stirred, new = true, true
  return 'new', cid
end

local became, i = {}, 7
while i <= #ARGV do
  local files = tonumber(ARGV[i + 4])
  local kind, where = take_in(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], {unpack(ARGV, i + 5, i + 4 + files)})
  became[#became + 1] = kind
  became[#became + 1] = where
  i = i + 5 + files
end
if stirred then
  mark_due(now, cid)
end
if new and channel_of(address) ~= 'web' then
  -- Who has just written is near their device. Of the web chat we know it: its page is open.
  redis.call('ZREMRANGEBYSCORE', k('reachable'), '-inf', int(now))
  redis.call('ZADD', k('reachable'), int(now + 300000), cid)
end
return became
