-- A new index, into which every closed case is filed anew; in one step, so that none that closes meanwhile is missed.
-- What is left of the one before is nobody's, and is cleared away by the caller.
redis.call('DEL', k('filed', redis.call('GET', k('index')) or '0'), k('filing'))
local index = redis.call('INCR', k('index'))
local count = redis.call('ZCARD', k('closed'))
for start = 0, count - 1, 1000 do
  redis.call('RPUSH', k('filing'), unpack(redis.call('ZRANGE', k('closed'), int(start), int(start + 999))))
end
return {index, count}
