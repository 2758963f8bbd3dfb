-- ARGV: conversation, id of a fresh one. Nothing leads to the conversation any more: what its citizen has written since
-- the erasure was asked for is the fresh one's, with the addresses; nothing of it is lost, and it knows nothing.
local cid, fresh = ARGV[1], ARGV[2]
local conv, mail = k('conv', cid), k('mail', cid)
local asked = {}
for _, text in ipairs(redis.call('LRANGE', mail, 0, -1)) do
  local read, event = pcall(cjson.decode, text)
  if read and type(event) == 'table' and type(event.id) == 'string' then
    if event.kind == 'said' or event.kind == 'pressed' or event.kind == 'started' then
      asked[#asked + 1] = {event.id, text}
    else
      redis.call('ZREM', k('obligations'), cid .. '/' .. event.id)
    end
  end
end
for _, address in ipairs(redis.call('SMEMBERS', k('addresses', cid))) do
  if redis.call('GET', k('at', address)) == cid then
    if #asked > 0 then
      redis.call('SET', k('at', address), fresh)
      redis.call('SADD', k('addresses', fresh), address)
      redis.call('HSET', k('conv', fresh), 'address:' .. channel_of(address), address)
    else
      redis.call('DEL', k('at', address))
    end
  end
end
if #asked > 0 then
  local speaks = redis.call('HGET', conv, 'address')
  if speaks then
    redis.call('HSET', k('conv', fresh), 'address', speaks)
  end
end
local now = now_ms()
for _, one in ipairs(asked) do
  redis.call('RPUSH', k('mail', fresh), one[2])
  redis.call('SET', k('seen', one[1]), fresh, 'XX', 'KEEPTTL')
  local due = redis.call('ZSCORE', k('obligations'), cid .. '/' .. one[1])
  if due then
    redis.call('ZADD', k('obligations'), due, fresh .. '/' .. one[1])
    redis.call('ZREM', k('obligations'), cid .. '/' .. one[1])
  end
end
redis.call('DEL', mail)
local link = redis.call('HGET', conv, 'link') or ''
if link ~= '' then
  redis.call('DEL', k('link', link))
end
if #asked > 0 then
  mark_due(now, fresh)
end
return #asked
