-- ARGV: hash, field, its value as it was read (empty: there was none), as it shall be, audit row
-- [, login, the account as it was read, as it shall be]
-- A decision, its audit row and what it does to an account are one step, or none: nobody decides twice, and never on
-- what is another thing now.
local stored = redis.call('HGET', k(ARGV[1]), ARGV[2]) or ''
if stored == ARGV[4] then
  return 'ok' -- a repeat
end
if stored ~= ARGV[3] then
  return 'late'
end
if ARGV[6] and redis.call('HGET', k('staff'), ARGV[6]) ~= ARGV[7] then
  return 'stale'
end
redis.call('HSET', k(ARGV[1]), ARGV[2], ARGV[4])
redis.call('XADD', k('audit'), '*', 'row', ARGV[5])
if ARGV[6] then
  redis.call('HSET', k('staff'), ARGV[6], ARGV[8])
end
return 'ok'
