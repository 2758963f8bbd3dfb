-- ARGV: ms that nobody minds. Notes the time now and then; returns by how many ms it lies before the last note, else 0.
-- One caller is told of a step: the note is moved with the telling.
local now = now_ms()
local last = tonumber(redis.call('HGET', k('meta'), 'clock') or '0')
local back = last - now
if back > tonumber(ARGV[1]) or now - last > 10000 then
  redis.call('HSET', k('meta'), 'clock', int(now))
end
return back > tonumber(ARGV[1]) and int(back) or '0'
