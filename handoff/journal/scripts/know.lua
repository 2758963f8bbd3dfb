-- ARGV: roles, digest known so far, new digest, number of rows, rows..., fields and values...
-- What a program was started with, and what changed: written by the first of several that start so.
local known = k('known', ARGV[1])
if (redis.call('HGET', known, '') or '') ~= ARGV[2] then
  return 0
end
local rows = tonumber(ARGV[4])
for i = 1, rows do
  redis.call('XADD', k('audit'), '*', 'row', ARGV[4 + i])
end
redis.call('DEL', known)
redis.call('HSET', known, '', ARGV[3])
for i = 5 + rows, #ARGV, 2 do
  redis.call('HSET', known, ARGV[i], ARGV[i + 1])
end
return 1
