-- ARGV: channel, lease ms, sends a second of the whole channel (0: no limit), hold what is older than ms,
-- lease ms of a delivery that carries a file
local channel, rate, old = ARGV[1], tonumber(ARGV[3]), tonumber(ARGV[4])
local now = now_ms()
local soonest = now + 60000
local hold_before = tonumber(redis.call('HGET', k('meta'), 'hold_before') or '0')

-- The channel's allowance: the theoretical arrival time of the next send. A send may be early by what the clock and the
-- way to here cost, so that the allowance is used; a burst would be refused.
local early = 15
local tat = math.max(now, tonumber(redis.call('GET', k('rate', channel)) or '0') or 0)
if rate > 0 and tat - now > early then
  return {'wait', int(tat - now - early)}
end

for _, cls in ipairs({'live', 'notice', 'bulk'}) do
  local lane = channel .. ':' .. cls
  local ready = redis.call('ZRANGEBYSCORE', k('out', lane), '-inf', int(now), 'LIMIT', 0, 10)
  for _, to in ipairs(ready) do
    local flying = redis.call('HMGET', k('flight', channel, to), 'id', 'until')
    local gap = redis.call('PTTL', k('gap', channel, to))
    if flying[1] and tonumber(flying[2]) > now then
      redis.call('ZADD', k('out', lane), flying[2], to)
    elseif gap > 0 then
      redis.call('ZADD', k('out', lane), int(now + gap), to)
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
      if not d then
        redis.call('ZREM', k('out', lane), to)
      elseif d.made < hold_before and hold_before - d.made > old then
        finish(did, d, 'held', 'restored from a backup', now)
      else
        local attempt = redis.call('HINCRBY', k('delivery', did), 'attempt', 1)
        local lease = tonumber(d.file and ARGV[5] or ARGV[2])
        local ends = now + lease
        redis.call('HSET', k('delivery', did), 'state', 'sending', 'at', int(now))
        redis.call('HSET', k('flight', channel, to), 'id', did, 'until', int(ends))
        redis.call('ZADD', k('out', lane), int(ends), to)
        if rate > 0 then
          redis.call('SET', k('rate', channel), int(tat + 1000 / rate), 'PX', 5000)
        end
        local cid = string.match(to, '^citizen:(.*)$')
        local address = cid and redis.call('HGET', k('conv', cid), 'address') or to
        local posted = d.slot ~= '' and redis.call('HGET', k('posted', channel, to), d.slot)
        return {'send', did, tostring(attempt), d.conversation, to, address or '', cls, d.body, posted or '',
          int(lease)}
      end
    end
  end
  local ahead = redis.call('ZRANGE', k('out', lane), 0, 0, 'WITHSCORES')
  if ahead[2] then
    soonest = math.min(soonest, tonumber(ahead[2]))
  end
end
return {'wait', int(math.max(0, soonest - now))}
