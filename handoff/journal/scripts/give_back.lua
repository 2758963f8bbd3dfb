-- ARGV: conversation. What is kept of it by law goes on: its events are played again, by a talk that knows nothing.
local cid = ARGV[1]
local conv = k('conv', cid)
if redis.call('EXISTS', conv) == 0 then
  return 0
end
redis.call('HINCRBY', conv, 'tv', 1)
redis.call('HSET', conv, 'leased', '0', 'takes', '0')
if redis.call('LLEN', k('mail', cid)) > 0 then
  mark_due(now_ms(), cid)
end
return 1
