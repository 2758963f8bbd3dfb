-- ARGV: receipt at the head of what is to be filed, the index it goes into, number it gets there, the number's code,
-- "1" with the last of its terms, hashes of terms
-- Nothing is filed twice: only what is still at the head is. Terms may come again with the same number; lists of numbers
-- are read as sets.
local receipt, index, number, code, whole = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5] == '1'
if redis.call('LINDEX', k('filing'), 0) ~= receipt or (redis.call('GET', k('index')) or '0') ~= index
  or redis.call('LLEN', k('filed', index)) ~= tonumber(number) then
  return 0 -- another one was filed meanwhile, or the index is made anew
end
for i = 6, #ARGV do
  redis.call('APPEND', k('post', index, ARGV[i]), code)
end
if not whole then
  return 1
end
local handoff = k('handoff', receipt)
if redis.call('EXISTS', handoff) == 1 then
  local before_index, before = string.match(redis.call('HGET', handoff, 'filed') or '', '^(%d+) (%d+)$')
  if before_index == index then
    redis.call('LSET', k('filed', index), before, '') -- it was reopened since
    -- Who erases it must find what it was filed under then.
    local in_index, numbers = string.match(redis.call('HGET', handoff, 'filed_before') or '', '^(%d+)(.*)$')
    redis.call('HSET', handoff, 'filed_before', index .. (in_index == index and numbers or '') .. ' ' .. before)
  end
  redis.call('HSET', handoff, 'filed', index .. ' ' .. number)
else
  receipt = '' -- erased; the number is used up, for terms of it may be there
end
redis.call('RPUSH', k('filed', index), receipt)
redis.call('LPOP', k('filing'))
return 1
