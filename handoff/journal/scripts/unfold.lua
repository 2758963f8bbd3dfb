-- ARGV: case, the digest of the packed one that was read, what it held (handoff/folded.py, `Folded.value`), from when on
-- it may be folded again. What is there meanwhile is newer and stays, behind or above what was folded.
local case, value = ARGV[1], cjson.decode(ARGV[3])
local packed = redis.call('GET', k('folded', case))
if not packed then
  return 'gone'
end
if redis.sha1hex(packed) ~= ARGV[2] then
  return 'stale'
end
local function put_hash(kind, name, pairs)
  local key = k(kind, name)
  for _, pair in ipairs(pairs) do
    redis.call('HSETNX', key, pair[1], pair[2])
  end
end
local function put_list(kind, texts)
  local key = k(kind, case)
  for i = #texts, 1, -1 do
    redis.call('LPUSH', key, texts[i])
  end
end
put_hash('case', case, value[1])
put_list('rows', value[2])
put_list('did', value[3])
local cid = redis.call('HGET', k('case', case), 'conversation')
for _, one in ipairs(value[4]) do
  local handoff = k('handoff', one[1])
  -- One that is gone is erased, one with a ticket goes on in another case.
  if redis.call('HGET', handoff, 'folded') == case then
    redis.call('HDEL', handoff, 'folded')
    if redis.call('HEXISTS', handoff, 'ticket') == 0 then
      put_hash('handoff', one[1], one[2])
    end
    redis.call('SET', k('receipt', one[1]), cid, 'NX')
  end
end
for _, one in ipairs(value[5]) do
  put_hash('delivery', one[1], one[2])
  redis.call('SADD', k('deliveries', case), one[1])
end
redis.call('DEL', k('folded', case))
redis.call('ZADD', k('unfolded'), ARGV[4], case)
return 'done'
