-- ARGV: case. Marks an ended case as one that is being erased; its conversation, or why not ("gone", "open").
-- From here on it is finished by whoever comes by: what is marked is gone for everybody who lists cases.
local case = ARGV[1]
local marked = redis.call('HGET', k('erasing'), case)
if marked then
  return {'marked', marked}
end
local s = redis.call('HMGET', k('case', case), 'conversation', 'closed')
local cid = s[1]
if not cid then
  return {'gone', ''}
end
if not s[2] or redis.call('HGET', k('conv', cid), 'case') == case then
  return {'open', cid}
end
redis.call('HSET', k('erasing'), case, cid)
redis.call('ZREM', k('ended'), case)
return {'marked', cid}
