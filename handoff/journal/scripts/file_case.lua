-- ARGV: receipt at the head of what is to be filed, number it gets ("" when there is nothing to file), its code,
-- hashes of its terms
-- Nothing is filed twice: only what is still at the head is.
local receipt, number, code = ARGV[1], ARGV[2], ARGV[3]
if redis.call('LINDEX', k('filing'), 0) ~= receipt then
  return 0
end
if number ~= '' then
  if redis.call('LLEN', k('filed')) ~= tonumber(number) then
    return 0 -- another one was filed meanwhile
  end
  redis.call('RPUSH', k('filed'), receipt)
  for i = 4, #ARGV do
    redis.call('APPEND', k('post', ARGV[i]), code)
  end
end
redis.call('LPOP', k('filing'))
return 1
