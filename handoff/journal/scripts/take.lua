-- ARGV: lease ms, most events of one, takes of one head before it is set aside, most conversations
-- Leases the conversations that are due longest by moving their due time behind the lease. One whose take was not ended
-- is taken alone: if it kills its worker, it must not take others with it until they too are set aside.
local now = now_ms()

local function take(cid)
  local conv, mail = k('conv', cid), k('mail', cid)
  local most = tonumber(ARGV[2])
  local takes = redis.call('HINCRBY', conv, 'takes', 1)
  if redis.call('LLEN', mail) == 0 then
    if takes > tonumber(ARGV[3]) then
      -- Its timer cannot be played: it is stopped, and somebody has to look.
      redis.call('HSET', k('parked'), 'timer:' .. cid, cjson.encode({at = now, reason = 'timer', conversation = cid}))
      redis.call('ZREM', k('due'), cid)
      redis.call('HSET', conv, 'takes', '0')
      return nil
    end
  else
    if takes > 1 then
      most = 1 -- alone, so that what kills the worker is found at the head
    end
    if takes > tonumber(ARGV[3]) then
      local poison = redis.call('LPOP', mail)
      local id = 'poison:' .. cid .. ':' .. int(now)
      redis.call('HSET', k('parked'), id, cjson.encode({at = now, reason = 'poison', conversation = cid, raw = poison}))
      local read, event = pcall(cjson.decode, poison)
      local asked = read and type(event) == 'table' and type(event.id) == 'string' and event or {}
      if asked.kind == 'asked_in_public' or asked.kind == 'reacted' then
        settle(cid, {asked.id}) -- no person takes a case where others read along, nor one of a sign
      else
        redis.call('LPUSH', mail, cjson.encode({kind = 'event_parked', id = id}))
        if asked.id and redis.call('ZSCORE', k('obligations'), cid .. '/' .. asked.id) then
          -- It is still owed an answer: that of the person who gets it now.
          redis.call('SADD', k('open', cid), asked.id)
        end
      end
      redis.call('HINCRBY', conv, 'tv', 1)
      redis.call('HSET', conv, 'takes', 1)
    end
  end
  local lease = redis.call('HINCRBY', conv, 'lease', 1)
  local ends = now + tonumber(ARGV[1])
  redis.call('HSET', conv, 'leased', int(ends))
  redis.call('ZADD', k('due'), int(ends), cid)
  local s = redis.call('HMGET', conv, 'talk', 'tv', 'ticket', 'kv', 'case', 'seq', 'address', 'acked', 'conduct')
  local events = redis.call('LRANGE', mail, 0, most - 1)
  return {
    cid, tostring(lease), s[1] or '', s[2] or '0', s[3] or '', s[4] or '0', s[5] or '', s[6] or '0', s[7] or '', events,
    s[8] or '0', s[9] or '',
  }
end

local due = redis.call('ZRANGEBYSCORE', k('due'), '-inf', int(now), 'LIMIT', 0, tonumber(ARGV[4]))
if not due[1] then
  local ahead = redis.call('ZRANGE', k('due'), 0, 0, 'WITHSCORES')
  return {'none', ahead[2] and int(math.max(0, tonumber(ahead[2]) - now)) or ''}
end
local found = {'taken', int(now), redis.call('GET', k('release')) or '', redis.call('HGETALL', k('board'))}
for _, cid in ipairs(due) do
  local suspect = tonumber(redis.call('HGET', k('conv', cid), 'takes') or '0') > 0
  if suspect and #found > 4 then
    break
  end
  found[#found + 1] = take(cid)
  if suspect then
    break
  end
end
return #found > 4 and found or {'none', '0'}
