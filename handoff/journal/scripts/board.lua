-- ARGV: field, its JSON ('' takes it down), audit row, fields that have ended
-- 1 when something changed. Repeated after a lost reply it changes nothing more, and writes no second audit row.
local before = redis.call('HGET', k('board'), ARGV[1])
for i = 4, #ARGV do
  redis.call('HDEL', k('board'), ARGV[i])
end
if (before or '') == ARGV[2] then
  return 0
end
if ARGV[2] == '' then
  redis.call('HDEL', k('board'), ARGV[1])
else
  redis.call('HSET', k('board'), ARGV[1], ARGV[2])
end
redis.call('XADD', k('audit'), '*', 'row', ARGV[3])
feed(now_ms(), 'board', '')
hint('board')
hint('out')
return 1
