-- ARGV: case. Marks an ended case as one that is being erased; its conversation, or why not ("gone", "open", "held").
-- From here on it is finished by whoever comes by: what is marked is gone for everybody who lists cases.
local case = ARGV[1]
local marked = redis.call('HGET', k('erasing'), case)
if marked then
  return {'marked', marked}
end
local s = redis.call('HMGET', k('case', case), 'conversation', 'closed', 'receipt')
local cid = s[1]
if not cid then
  return {'gone', ''}
end
if not s[2] or redis.call('HGET', k('conv', cid), 'case') == case then
  return {'open', cid}
end
-- A legal hold that was set at this moment counts too.
local now = now_ms()
for _, receipt in ipairs(redis.call('LRANGE', k('handoffs', cid), 0, -1)) do
  local hold = redis.call('HGET', k('holds'), receipt)
  if hold and cjson.decode(hold).ends > now then
    local ticket = redis.call('HGET', k('handoff', receipt), 'ticket')
    if receipt == s[3] or (ticket and cjson.decode(ticket).case == case) then
      return {'held', cid}
    end
  end
end
redis.call('HSET', k('erasing'), case, cid)
redis.call('ZREM', k('ended'), case)
redis.call('ZREM', k('unfolded'), case)
return {'marked', cid}
