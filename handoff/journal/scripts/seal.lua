-- ARGV: number, seal. Only the next one fits; a repeat is as good.
local there = redis.call('LLEN', k('seals'))
if there == tonumber(ARGV[1]) - 1 then
  redis.call('RPUSH', k('seals'), ARGV[2])
  return 1
end
return redis.call('LINDEX', k('seals'), tonumber(ARGV[1]) - 1) == ARGV[2] and 1 or 0
