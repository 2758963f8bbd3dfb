-- ARGV: the link's hash, address that comes by it, event for the bot
-- Followed once: the address becomes one of the conversation's, and the one where the citizen is now.
local link, address = k('link', ARGV[1]), ARGV[2]
local s = redis.call('HMGET', link, 'conversation', 'address')
local cid, by = s[1], s[2]
if not cid then
  return {'over', ''}
end
if by and by ~= address then
  return {'used', ''}
end
if by and redis.call('GET', k('at', address)) == cid then
  return {'here', cid} -- once more, as the answer was lost or the page was loaded anew
end
local now = now_ms()
redis.call('HSET', link, 'address', address)
bind(address, cid)
redis.call('HSET', k('conv', cid), 'address', address)
redis.call('RPUSH', k('mail', cid), ARGV[3])
mark_due(now, cid)
return {'here', cid}
