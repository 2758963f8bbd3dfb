-- ARGV: ms that nobody minds, where the clock is by the caller's own watch (0: the caller has just begun). Notes the time now
-- and then; returns it, and by how many ms it was put forward since the last note, negative when it was set back, else 0.
-- One caller is told of a step: the note is moved with the telling.
local now, minds, expected = now_ms(), tonumber(ARGV[1]), tonumber(ARGV[2])
local last = tonumber(redis.call('HGET', k('meta'), 'clock') or '0')
local step = 0
if last - now > minds then
  step = now - last
elseif unwatched(now, last) and expected > 0 and now - expected > minds then
  step = now - expected
end
if step ~= 0 or now - last > 10000 then
  redis.call('HSET', k('meta'), 'clock', int(now))
end
return {int(now), int(step)}
