-- ARGV: channels with an outbox. What a town waits for, in one line: see glance.py. Writes nothing.
local function head(...)
  return redis.call('ZRANGE', k(...), 0, 0, 'WITHSCORES')[2] or '-'
end

local function now_if(some)
  return tonumber(some) > 0 and '0' or '-'
end

-- Who has to look whether somebody waits with nobody there marks the look; it lasts some seconds.
local function looks()
  local waits = redis.call('EXISTS', k('tickets'), k('unstaffed')) > 0
  return waits and redis.call('EXISTS', k('lease', 'staffing')) == 0 and '0' or head('looks')
end

local meta = redis.call('HMGET', k('meta'), 'clock', 'rewrite_wanted', 'schema')
local last = redis.call('XREVRANGE', k('feed'), '+', '-', 'COUNT', 1)[1]
local up = redis.call('HGETALL', k('board'))
local told = {
  int(now_ms()),
  meta[1] or '-',
  head('due'),
  head('leaving'),
  looks(),
  head('unfolded'),
  now_if(redis.call('LLEN', k('filing'))),
  now_if(redis.call('HLEN', k('exports'))),
  head('exported'),
  now_if(redis.call('HLEN', k('erasures'))),
  redis.call('GET', k('release')) or '-',
  last and last[1] or '-',
  up[1] and redis.sha1hex(table.concat(up, '\n')) or '-',
  meta[2] or '-',
  redis.call('HLEN', k('runs')),
  meta[3] or '-',
}

local off = {}
for i = 1, #up, 2 do
  off[up[i]] = true
end
for _, channel in ipairs(ARGV) do
  -- A channel that is off says one thing only; all else waits there for a person to switch it on.
  local soonest
  for _, cls in ipairs(off['off:' .. channel] and {'word'} or {'word', 'live', 'notice', 'bulk'}) do
    local at = tonumber(head('out', channel .. ':' .. cls))
    if at and (not soonest or at < soonest) then
      soonest = at
    end
  end
  told[#told + 1] = soonest and int(soonest) or '-'
end
return table.concat(told, ' ')
