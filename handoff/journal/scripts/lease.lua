-- ARGV: name, owner, ms (0 gives it back). Returns 1 when the owner has it now.
local name = k('lease', ARGV[1])
local holder = redis.call('GET', name)
if holder and holder ~= ARGV[2] then
  return 0
end
if ARGV[3] == '0' then
  redis.call('DEL', name)
  return 0
end
redis.call('SET', name, ARGV[2], 'PX', ARGV[3])
return 1
