#!lua flags=allow-oom
-- Shared by every script. KEYS[1] is the town's root, "bd:{town}:"; every key is made by k(), so all lie in one slot.
local root = KEYS[1]

local function k(kind, of, ...)
  if not of then
    return root .. kind
  elseif select('#', ...) == 0 then
    return root .. kind .. ':' .. of
  end
  return root .. table.concat({kind, of, ...}, ':')
end

-- KEYS[2], where it is given, is the mark of data that has begun: without it somebody has emptied the store meanwhile.
if KEYS[2] and redis.call('EXISTS', k('meta')) == 0 then
  return redis.error_reply('EMPTIED the data of this town is gone')
end

-- Lua prints large numbers as 1.7e+12; Redis wants all digits.
local function int(x)
  return string.format('%.0f', x)
end

local function now_ms()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

-- Whether nobody has noted the clock for longer than whoever runs lets pass (10 s, and a look each second): it was put
-- forward a moment ago, or nothing ran at all.
local function unwatched(now, noted)
  return noted > 0 and now - noted > 20000
end

local function hint(what)
  redis.call('PUBLISH', k('hint'), what)
end

-- The feed carries ids only and forgets after an hour.
local function feed(now, kind, cid)
  redis.call('XADD', k('feed'), 'MINID', '~', int(now - 3600000), '*', 'k', kind, 'c', cid)
  hint('feed')
end

-- When a conversation with mail is to be looked at: now, or once the parts of an album have had time to come.
local function ready_at(now, cid)
  return math.max(now, tonumber(redis.call('HGET', k('conv', cid), 'joins') or '0') or 0)
end

-- A conversation has something to do. While a worker has it, its commit will see to that.
local function mark_due(now, cid)
  local leased = tonumber(redis.call('HGET', k('conv', cid), 'leased') or '0') or 0
  if leased <= now then
    local ready = ready_at(now, cid)
    if ready > now then
      redis.call('ZADD', k('due'), int(ready), cid)
    else
      -- LT: who waits already keeps the place in line.
      redis.call('ZADD', k('due'), 'LT', int(now), cid)
    end
    hint('due')
  end
end

-- Obligations: `due by time` for the town, and the open ids of a conversation.
local function settle(cid, ids)
  for _, id in ipairs(ids) do
    redis.call('ZREM', k('obligations'), cid .. '/' .. id)
    redis.call('SREM', k('open', cid), id)
  end
end

-- Addresses: what was last used or bound on a channel is where that channel's messages go.
local function channel_of(address)
  return string.match(address, '^([^:]*):') or ''
end

local function unbind(address, cid)
  local conv = k('conv', cid)
  local field = 'address:' .. channel_of(address)
  redis.call('DEL', k('at', address))
  redis.call('SREM', k('addresses', cid), address)
  local left = redis.call('SMEMBERS', k('addresses', cid))
  table.sort(left)
  if redis.call('HGET', conv, field) == address then
    redis.call('HDEL', conv, field)
    for _, other in ipairs(left) do
      if 'address:' .. channel_of(other) == field then
        redis.call('HSET', conv, field, other)
      end
    end
  end
  if left[1] and redis.call('HGET', conv, 'address') == address then
    redis.call('HSET', conv, 'address', left[1])
  end
end

local function bind(address, cid)
  local before = redis.call('GET', k('at', address))
  if before and before ~= cid then
    unbind(address, before)
  end
  redis.call('SET', k('at', address), cid)
  redis.call('SADD', k('addresses', cid), address)
  redis.call('HSET', k('conv', cid), 'address:' .. channel_of(address), address)
end

local function words(text)
  local found = {}
  for word in string.gmatch(text or '', '%S+') do
    found[#found + 1] = word
  end
  return found
end

-- Stored files belong to the conversation that names them first.
local function own_files(cid, refs)
  for _, ref in ipairs(refs) do
    if redis.call('HSETNX', k('files'), ref, cid) == 1 then
      redis.call('SADD', k('files', cid), ref)
    end
  end
end

-- From here on nobody plays a conversation's events: it is being erased. Who plays one just now finds it changed.
local function leave_to_eraser(cid, text, now)
  redis.call('HSETNX', k('erasures'), cid, text)
  redis.call('HINCRBY', k('conv', cid), 'lease', 1)
  redis.call('HINCRBY', k('conv', cid), 'tv', 1)
  redis.call('HSET', k('conv', cid), 'leased', int(now + 3600000))
  redis.call('ZREM', k('due'), cid)
  hint('due')
end
