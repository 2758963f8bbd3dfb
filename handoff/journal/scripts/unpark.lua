-- ARGV: id of something set aside. An event goes back into its mailbox and is tried anew, a timer rings once more.
local id = ARGV[1]
local value = redis.call('HGET', k('parked'), id)
if not value then
  return 0
end
local parked = cjson.decode(value)
if not parked.conversation then
  return 0
end
local now = now_ms()
if type(parked.raw) == 'string' then
  redis.call('RPUSH', k('mail', parked.conversation), parked.raw)
end
redis.call('HSET', k('conv', parked.conversation), 'takes', '0')
redis.call('HDEL', k('parked'), id)
mark_due(now, parked.conversation)
return 1
