-- ARGV: a channel that works again, how many conversations to wake
-- Wakes what was held for it; how many that were. Those that a worker has now are woken by its commit.
local now = now_ms()
local found = redis.call('SPOP', k('held', ARGV[1]), ARGV[2])
for _, cid in ipairs(found) do
  mark_due(now, cid)
end
return #found
