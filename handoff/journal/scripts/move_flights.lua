-- ARGV: ms by which the clock was put forward (negative: set back), then whose deliveries are on their way, as "channel:to".
-- Those from before the step get another end and beginning: by the clock as it is now, so it may be done twice. A step forward
-- is longer than nobody looks: what was taken since lies on this side of its half. The end of what was taken since is right:
-- before its time the message would leave twice.
local now, step = now_ms(), tonumber(ARGV[1])
for i = 2, #ARGV do
  local flight = k('flight', ARGV[i])
  local found = redis.call('HMGET', flight, 'id', 'until')
  local at = found[1] and tonumber(redis.call('HGET', k('delivery', found[1]), 'at') or nil)
  if at and (step < 0 and at > now or step > 0 and at < now - step / 2) then
    redis.call('HSET', flight, 'until', int(tonumber(found[2]) + step))
    redis.call('HSET', k('delivery', found[1]), 'at', int(at + step))
  end
end
