-- ARGV: ms for which a sign of life holds, channels with an outbox. What an operator watches: names and numbers by turns.
-- Writes nothing.
local now = now_ms()
local told = {}

local function tell(name, figure)
  told[#told + 1] = name
  told[#told + 1] = string.format('%.3f', figure)
end

local function waited(...)
  local at = tonumber(redis.call('ZRANGE', k(...), 0, 0, 'WITHSCORES')[2])
  return at and math.max(0, now - at) / 1000 or 0
end

local waiting = 0
for _, department in ipairs(redis.call('SMEMBERS', k('queues'))) do
  waiting = waiting + redis.call('ZCARD', k('queue', department))
end
local meta = redis.call('HMGET', k('meta'), 'backed_up', 'schema')
local away = redis.call('HGET', k('group'), 'away')
local sealed = tonumber(redis.call('GET', k('sealed')))

tell('due', redis.call('ZCOUNT', k('due'), '-inf', int(now)))
tell('obligations', redis.call('ZCARD', k('obligations')))
tell('overdue', redis.call('ZCOUNT', k('obligations'), '-inf', int(now)))
tell('waiting', waiting)
tell('open', redis.call('ZCARD', k('tickets')))
tell('trouble', redis.call('ZCARD', k('trouble')))
tell('parked', redis.call('HLEN', k('parked')))
tell('staff_present', redis.call('ZCOUNT', k('present'), int(now - ARGV[1]), '+inf'))
tell('group_away', away and away ~= '' and 1 or 0)
tell('audit_seal_age_seconds', sealed and math.max(0, now - sealed) / 1000 or 0)
tell('last_backup_timestamp_seconds', (tonumber(meta[1]) or 0) / 1000)
tell('schema', tonumber(meta[2]) or 0)
tell('due_seconds', waited('due'))
for i = 2, #ARGV do
  local channel, longest = ARGV[i], 0
  -- What waits at a channel that is off waits for a person to switch it on.
  if redis.call('HEXISTS', k('board'), 'off:' .. channel) == 0 then
    for _, cls in ipairs({'word', 'live', 'notice', 'bulk'}) do
      longest = math.max(longest, waited('out', channel .. ':' .. cls))
    end
  end
  tell(channel .. '_out_seconds', longest)
end
return told
