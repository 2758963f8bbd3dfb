-- ARGV: login, "1" when they are there now, "0" when they have left the desk. By Redis' clock, whoever says it.
-- What somebody who has left has is looked at: it will not wait for them for long.
local now = int(now_ms())
if ARGV[2] == '1' then
  redis.call('ZADD', k('present'), now, ARGV[1])
  return 1
end
redis.call('ZREM', k('present'), ARGV[1])
redis.call('ZADD', k('left'), now, ARGV[1])
for _, cid in ipairs(redis.call('SMEMBERS', k('owned', ARGV[1]))) do
  redis.call('ZADD', k('looks'), 'XX', now, cid)
end
return 0
