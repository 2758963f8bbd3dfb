-- ARGV: which marks, receipt, the mark as it was read (empty: there was none), as it shall be (empty: none), audit row
-- Says something about a handoff besides its ticket. "done", "stale" (somebody else was faster), "gone" (it is erased).
local marks, receipt, before, after, row = k(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local s = redis.call('HMGET', k('handoff', receipt), 'conversation', 'ticket')
local cid = s[1]
if not cid then
  return 'gone'
end
local case = cjson.decode(s[2]).case
if redis.call('HEXISTS', k('erasing'), case) == 1 then
  return 'gone'
end
local stored = redis.call('HGET', marks, receipt) or ''
if stored == after then
  return 'done' -- a repeat
end
if stored ~= before then
  return 'stale'
end
if after == '' then
  redis.call('HDEL', marks, receipt)
else
  redis.call('HSET', marks, receipt, after)
end
local now = now_ms()
redis.call('XADD', k('audit'), '*', 'row', row)
redis.call('RPUSH', k('did', case), (redis.call('HGET', k('conv', cid), 'seq') or '0') .. '\t' .. int(now) .. '\t' .. row)
feed(now, 'ticket', cid)
return 'done'
