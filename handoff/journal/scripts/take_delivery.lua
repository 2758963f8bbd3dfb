-- ARGV: channel, lease ms, sends a second of the whole channel (0: no limit), hold what is older than ms,
-- lease ms of a delivery that carries a file, most deliveries
local channel, rate, old = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])
local now = now_ms()
local soonest = now + 60000
local meta = redis.call('HMGET', k('meta'), 'hold_before', 'clock')
local hold_before = tonumber(meta[1] or '0')
local jumped = unwatched(now, tonumber(meta[2] or '0')) -- so it may have, and no time of before is over by that alone

-- The channel's allowance. Its pace is even: the theoretical arrival time of the next send, which may be early by what the
-- clock and the way to here cost; who came late (a busy machine) may catch up a little. But the other side counts a call
-- when it arrives, which is some time between our taking it and its end: calls that were held up on their way arrive
-- together. So never more than a second's worth is between its taking and a second after its end, less the quickest trip,
-- since no call is there or back sooner. Then no second of theirs sees more, however uneven the way; an even one is free.
local early, late = 5, 250
local HANGS = 5000 -- a call whose end nobody has told by then (its sender was killed) counts as ended
local tat, calls = 0, k('calls', channel)
local worth = math.ceil(rate)
local held = 1010
local function allowed_in()
  if rate == 0 then
    return 0
  end
  local place = redis.call('ZRANGE', calls, -worth, -worth, 'WITHSCORES')[2]
  local free = place and math.min(place + held - now, held) or 0
  return math.max(tat - now - early, free, 0)
end
if rate > 0 then
  held = held - math.min(1000, tonumber(redis.call('GET', k('quickest', channel)) or '0'))
  tat = math.max(now - late, tonumber(redis.call('GET', k('rate', channel)) or '0') or 0)
  if allowed_in() > 0 then
    return {'wait', int(math.ceil(allowed_in()))}
  end
end

-- What may leave with this one in a single message: new ones that wait behind it, when there are enough of them, and
-- changes of the message that this one changes. They are taken out of their lane; this one carries their slots and bodies.
local AT_MOST = 40
local function gather(did, d, lane, message)
  local key, from = string.match(d.digest, '^(%S+) (%d+)$')
  if not key then
    return
  end
  local found = {}
  for _, other in ipairs(redis.call('LRANGE', k('lane', lane, d.to), 0, AT_MOST)) do
    local o = other ~= did and load(other)
    if o and o.digest == d.digest and o.state == 'new' and o.slot ~= '' and not string.find(o.slot, ' ') then
      if (redis.call('HGET', k('posted', channel, d.to), o.slot) or '') == message then
        found[#found + 1] = {other, o}
      end
    end
  end
  if message == '' and #found + 1 < tonumber(from) and d.more == '' then
    return
  end
  local has = {}
  for _, slot in ipairs(words(d.slot)) do
    has[slot] = true
  end
  for i = 1, math.min(#found, AT_MOST - #words(d.slot)) do
    local other, o = found[i][1], found[i][2]
    redis.call('LREM', k('lane', lane, d.to), 1, other)
    redis.call('SREM', k('deliveries', redis.call('HGET', k('delivery', other), 'case') or ''), other)
    redis.call('DEL', k('delivery', other))
    if o.merge ~= '' and redis.call('HGET', k('merge', d.to), o.merge) == other then
      redis.call('HDEL', k('merge', d.to), o.merge)
    end
    if not has[o.slot] then -- else it only repeats what is there
      has[o.slot] = true
      d.slot = d.slot .. ' ' .. o.slot
      d.more = d.more .. (d.more ~= '' and '\n' or '') .. o.body
    end
    d.ends = d.ends .. ' ' .. o.ends
  end
  redis.call('HSET', k('delivery', did), 'slot', d.slot, 'more', d.more, 'ends', d.ends)
end

-- A channel that is off says one thing only: where to turn to instead. All else waits in its lane.
local is_off = redis.call('HEXISTS', k('board'), 'off:' .. channel) == 1
local found = {}
local function take(most)
  for _, cls in ipairs(is_off and {'word'} or {'word', 'live', 'notice', 'bulk'}) do
    local lane = channel .. ':' .. cls
    local ready = redis.call('ZRANGEBYSCORE', k('out', lane), '-inf', int(now), 'LIMIT', 0, 10 + most)
    for _, to in ipairs(ready) do
      local flying = redis.call('HMGET', k('flight', channel, to), 'id', 'until')
      local gap = redis.call('PTTL', k('gap', channel, to))
      if flying[1] and tonumber(flying[2]) > now then
        redis.call('ZADD', k('out', lane), flying[2], to)
      elseif gap > 0 then
        redis.call('ZADD', k('out', lane), int(now + gap), to)
      elseif flying[1] and jumped then
        redis.call('ZADD', k('out', lane), int(now + 1000), to)
      else
        if flying[1] then
          -- Its sender has not reported in time: it may have been sent.
          local lost = load(flying[1])
          if lost then
            doubt(flying[1], lost, now, now)
          else
            redis.call('DEL', k('flight', channel, to))
          end
        end
        local did = redis.call('LINDEX', k('lane', lane, to), 0)
        local d = did and load(did)
        local address = d and address_of(to, channel)
        if did and not d then
          redis.call('LREM', k('lane', lane, to), 1, did) -- it has expired
        elseif not d then
          redis.call('ZREM', k('out', lane), to)
        elseif d.made < hold_before and hold_before - d.made > old then
          finish(did, d, 'held', 'restored from a backup', now)
        elseif not address then
          lose(did, d, 'undeliverable', 'no_address', now)
        else
          local attempt = redis.call('HINCRBY', k('delivery', did), 'attempt', 1)
          local lease = tonumber(d.file and ARGV[5] or ARGV[2])
          local ends = now + lease
          redis.call('HSET', k('delivery', did), 'state', 'sending', 'at', int(now))
          redis.call('HSET', k('flight', channel, to), 'id', did, 'until', int(ends))
          redis.call('ZADD', k('out', lane), int(ends), to)
          if rate > 0 then
            tat = tat + 1000 / rate
            redis.call('SET', k('rate', channel), string.format('%.3f', tat), 'PX', 5000)
            redis.call('ZADD', calls, int(now + HANGS), did .. ' ' .. attempt)
            redis.call('ZREMRANGEBYRANK', calls, 0, -worth - 1)
            redis.call('PEXPIRE', calls, 60000)
          end
          local first = string.match(d.slot, '%S+')
          local message = first and redis.call('HGET', k('posted', channel, to), first) or ''
          if message ~= '' then
            -- The message may show more than this slot: who changes it must know of all.
            for _, slot in ipairs(words(redis.call('GET', k('shown', channel, to, message)) or '')) do
              if not string.find(' ' .. d.slot .. ' ', ' ' .. slot .. ' ', 1, true) then
                d.slot = d.slot .. ' ' .. slot
              end
            end
            redis.call('HSET', k('delivery', did), 'slot', d.slot)
          end
          gather(did, d, lane, message)
          found[#found + 1] = {'send', did, tostring(attempt), d.conversation, to, address, cls, d.body, message, d.slot,
            d.more, int(lease)}
          if #found == most or allowed_in() > 0 then
            return
          end
        end
      end
    end
    local ahead = redis.call('ZRANGE', k('out', lane), 0, 0, 'WITHSCORES')
    if ahead[2] then
      soonest = math.min(soonest, tonumber(ahead[2]))
    end
  end
end
take(tonumber(ARGV[6]))
if #found > 0 then
  return found
end
return {'wait', int(math.max(0, soonest - now))}
