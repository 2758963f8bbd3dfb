-- ARGV: delivery id, attempt, outcome, detail (message id, reason), wait ms, gap ms between two to one destination,
-- sends a second of the whole channel (0: no limit)
local did, attempt, outcome, detail = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
local wait, gap = tonumber(ARGV[5]), tonumber(ARGV[6])
local d = load(did)
if not d or d.attempt ~= attempt or d.state ~= 'sending' then
  return {'late', d and d.state or ''}
end
local now = now_ms()
if tonumber(ARGV[7]) > 0 then
  -- It holds its place in the allowance from here on: take_delivery.
  redis.call('ZADD', k('calls', d.channel), int(now), did .. ' ' .. attempt)
  redis.call('PEXPIRE', k('calls', d.channel), 60000) -- a call with a file may last longer than its place was kept
  local trip, known = now - d.at, redis.call('GET', k('quickest', d.channel))
  if outcome == 'sent' and trip >= 0 and trip < (tonumber(known) or math.huge) then
    redis.call('SET', k('quickest', d.channel), int(trip), 'PX', 60000)
  elseif known then
    redis.call('PEXPIRE', k('quickest', d.channel), 60000)
  end
end
-- In all its lanes: those of other classes were put off until the end of this flight.
local function pause(ms)
  if ms > 0 then
    redis.call('SET', k('gap', d.channel, d.to), '1', 'PX', int(ms))
  end
  for _, cls in ipairs({'word', 'live', 'notice', 'bulk'}) do
    redis.call('ZADD', k('out', d.channel .. ':' .. cls), 'XX', int(now + ms), d.to)
  end
end
if outcome == 'sent' then
  redis.call('HSET', k('delivery', did), 'message', detail)
  for _, slot in ipairs(words(d.slot)) do
    redis.call('HSET', k('posted', d.channel, d.to), slot, detail)
  end
  if d.slot ~= '' then
    redis.call('PEXPIRE', k('posted', d.channel, d.to), 7776000000)
    redis.call('SET', k('shown', d.channel, d.to, detail), d.slot, 'PX', 7776000000)
  end
  for _, slot in ipairs(words(d.ends)) do
    redis.call('HDEL', k('posted', d.channel, d.to), slot)
  end
  finish(did, d, 'sent', '', now)
  pause(gap)
  hint('out')
  return {'sent', ''}
end
if outcome == 'retry' then
  redis.call('HSET', k('delivery', did), 'state', 'retry', 'reason', detail, 'at', int(now))
  redis.call('DEL', k('flight', d.channel, d.to))
  pause(wait)
  feed(now, 'delivery', d.conversation)
  return {'retry', ''}
end
if outcome == 'uncertain' then
  local state = doubt(did, d, now, now + wait)
  pause(wait)
  return {state, ''}
end
if outcome == 'needless' then
  finish(did, d, 'needless', detail, now)
  pause(0)
  hint('out')
  return {'needless', ''}
end
lose(did, d, outcome, detail, now)
pause(gap)
return {outcome, ''}
