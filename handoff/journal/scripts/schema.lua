-- ARGV: what ("begin", "reached", "end"), owner of the lease, number of the form the step leads to, text of how far it
-- is, oldest program that may work with the data from now on (begin only). Returns 1, or 0 when it is not the owner's turn.
local meta, to = k('meta'), tonumber(ARGV[3])
if redis.call('GET', k('lease', 'migration')) ~= ARGV[2] then
  return 0
end
if tonumber(redis.call('HGET', meta, 'schema') or '0') ~= to - 1 then
  return 0
end
if ARGV[1] == 'begin' then
  -- What a killed one has reached stays.
  redis.call('HSETNX', meta, 'schema_step', ARGV[4])
  redis.call('HSET', meta, 'schema_oldest', ARGV[5])
elseif ARGV[1] == 'reached' then
  redis.call('HSET', meta, 'schema_step', ARGV[4])
else
  redis.call('HSET', meta, 'schema', to)
  redis.call('HDEL', meta, 'schema_step')
end
return 1
