-- Shared by the delivery scripts: leaving the lane, and what an uncertain sending means.
local function finish(did, d, state, reason, now)
  local lane = d.channel .. ':' .. d.cls
  redis.call('LREM', k('lane', lane, d.to), 1, did)
  redis.call('HSET', k('delivery', did), 'state', state, 'reason', reason, 'at', int(now))
  if state == 'sent' or state == 'needless' then
    redis.call('HDEL', k('delivery', did), 'body', 'more') -- what ended badly may be wanted again
  end
  if d.merge ~= '' and redis.call('HGET', k('merge', d.to), d.merge) == did then
    redis.call('HDEL', k('merge', d.to), d.merge)
  end
  redis.call('DEL', k('flight', d.channel, d.to))
  if redis.call('LLEN', k('lane', lane, d.to)) == 0 then
    redis.call('ZREM', k('out', lane), d.to)
  end
  if state ~= 'sent' and state ~= 'needless' then
    redis.call('ZADD', k('trouble'), int(now), did)
  end
  if state == 'sent' or state == 'undeliverable' then
    settle(d.conversation, words(d.settles))
  end
  feed(now, 'delivery', d.conversation)
end

-- It will never arrive. Where it was for the citizen, the conversation hears of it.
local function lose(did, d, state, reason, now)
  finish(did, d, state, reason, now)
  if string.sub(d.to, 1, 8) == 'citizen:' then
    redis.call('RPUSH', k('mail', d.conversation),
      cjson.encode({kind = 'delivery_failed', id = 'df:' .. did, delivery = did, reason = reason}))
    mark_due(now, d.conversation)
  end
end

-- Where a symbolic destination is now; nil when the citizen has no address on this channel any more.
local function address_of(to, channel)
  local cid = string.match(to, '^citizen:(.*)$')
  if not cid then
    return to
  end
  local known = redis.call('HMGET', k('conv', cid), 'address:' .. channel, 'address')
  local address = known[1] or known[2] or ''
  -- Who is being erased is told the end of it where they were: nothing else leads there any more.
  local is_theirs = redis.call('GET', k('at', address)) == cid or redis.call('HEXISTS', k('erasures'), cid) == 1
  if channel_of(address) == channel and is_theirs then
    return address
  end
  return nil
end

-- It may have arrived. Answers and replies are sent once more, bulk never; either way it is recorded.
local function doubt(did, d, now, again_at)
  local times = redis.call('HINCRBY', k('delivery', did), 'uncertain', 1)
  redis.call('ZADD', k('trouble'), int(now), did)
  if times == 1 and d.cls ~= 'bulk' then
    redis.call('HSET', k('delivery', did), 'state', 'retry', 'at', int(now))
    redis.call('DEL', k('flight', d.channel, d.to))
    redis.call('ZADD', k('out', d.channel .. ':' .. d.cls), int(again_at), d.to)
    feed(now, 'delivery', d.conversation)
    return 'retry'
  end
  finish(did, d, 'uncertain', 'no answer', now)
  return 'uncertain'
end

local function load(did)
  local f = redis.call('HMGET', k('delivery', did), 'conversation', 'channel', 'cls', 'to', 'settles', 'state',
    'attempt', 'body', 'made', 'slot', 'merge', 'digest', 'ends', 'more', 'file', 'at')
  if not f[1] then
    return nil
  end
  return {conversation = f[1], channel = f[2], cls = f[3], to = f[4], settles = f[5], state = f[6],
    attempt = tonumber(f[7]), body = f[8], made = tonumber(f[9]), slot = f[10] or '', merge = f[11] or '',
    digest = f[12] or '', ends = f[13] or '', more = f[14] or '', file = f[15] == '1',
    at = tonumber(f[16])}
end
