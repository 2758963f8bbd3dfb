-- ARGV: ms that nobody minds, where the clock is by the caller's own watch (0: the caller has just begun). Notes the time now
-- and then; returns it, and by how many ms it was put forward since the last note, negative when it was set back, else 0.
-- One caller is told of a step back: the note is moved with the telling. A step forward is told to whoever expects less, until
-- one who expects nothing notes the clock: by then what was being sent has another end.
local now, minds, expected = now_ms(), tonumber(ARGV[1]), tonumber(ARGV[2])
local last = tonumber(redis.call('HGET', k('meta'), 'clock') or '0')
if unwatched(now, last) and expected > 0 and now - expected > minds then
  return {int(now), int(now - expected)}
end
local is_back = last - now > minds
if is_back or now - last > 10000 then
  redis.call('HSET', k('meta'), 'clock', int(now))
end
return {int(now), is_back and int(now - last) or '0'}
