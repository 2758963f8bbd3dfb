-- ARGV: id, the request as it was read, as it shall be [, login, the account as it was read, as it shall be]
-- A decision and what it does are one step, or none: nobody decides twice, and never on what is another thing now.
if redis.call('HGET', k('requests'), ARGV[1]) ~= ARGV[2] then
  return 'late'
end
if ARGV[4] and redis.call('HGET', k('staff'), ARGV[4]) ~= ARGV[5] then
  return 'stale'
end
redis.call('HSET', k('requests'), ARGV[1], ARGV[3])
if ARGV[4] then
  redis.call('HSET', k('staff'), ARGV[4], ARGV[6])
end
return 'ok'
