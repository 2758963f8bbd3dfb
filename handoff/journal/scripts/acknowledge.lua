-- ARGV: conversation, number of the last row the browser has
local cid, upto = ARGV[1], tonumber(ARGV[2])
local conv = k('conv', cid)
local seq = tonumber(redis.call('HGET', conv, 'seq') or '0')
upto = math.min(upto, seq)
if upto <= tonumber(redis.call('HGET', conv, 'acked') or '0') then
  return 0
end
redis.call('HSET', conv, 'acked', int(upto))
local unread = redis.call('HGETALL', k('unread', cid))
for i = 1, #unread, 2 do
  if tonumber(unread[i]) <= upto then
    settle(cid, words(unread[i + 1]))
    redis.call('HDEL', k('unread', cid), unread[i])
  end
end
feed(now_ms(), 'delivery', cid)
return 1
