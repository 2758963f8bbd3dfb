-- ARGV: a receipt, its ticket without replies that were to leave ('' where it is gone), who wrote them (a row of the audit
-- each). Nothing leaves any more in an ended handoff that is not its conversation's present one; 0 when it is (again).
local receipt, ticket = ARGV[1], ARGV[2]
local handoff = k('handoff', receipt)
local cid = redis.call('HGET', handoff, 'conversation')
local present = cid and redis.call('HGET', k('conv', cid), 'ticket') or ''
if present ~= '' and cjson.decode(present).receipt == receipt then
  return 0
end
if redis.call('ZREM', k('leaving'), receipt) == 0 or not cid or ticket == '' then
  return 1
end
redis.call('HSET', handoff, 'ticket', ticket)
local now, case = now_ms(), cjson.decode(ticket).case
local last = redis.call('HGET', handoff, 'last') or '0'
for i = 3, #ARGV do
  redis.call('XADD', k('audit'), '*', 'row', ARGV[i])
  redis.call('RPUSH', k('did', case), last .. '\t' .. int(now) .. '\t' .. ARGV[i])
end
feed(now, 'ticket', cid)
return 1
