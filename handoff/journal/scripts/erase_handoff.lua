-- ARGV: conversation, receipt, case. Forgets a handoff: its number in the search leads nowhere, its topic and message in
-- the staff group are no longer known. One that was opened again meanwhile, in another case, stays.
local cid, receipt = ARGV[1], ARGV[2]
local ticket = redis.call('HGET', k('handoff', receipt), 'ticket')
if ticket and cjson.decode(ticket).case ~= ARGV[3] then
  return 0
end
local index, number = string.match(redis.call('HGET', k('handoff', receipt), 'filed') or '', '^(%d+) (%d+)$')
if index and redis.call('LINDEX', k('filed', index), number) == receipt then
  redis.call('LSET', k('filed', index), number, '')
end
local posted = k('posted', 'telegram', 'group')
local message = redis.call('HGET', posted, receipt)
if message then
  redis.call('HDEL', posted, receipt)
  local left = {}
  for _, slot in ipairs(words(redis.call('GET', k('shown', 'telegram', 'group', message)) or '')) do
    if string.match(slot, '^[^/]*') ~= receipt then
      left[#left + 1] = slot
    end
  end
  if #left == 0 then
    redis.call('DEL', k('shown', 'telegram', 'group', message))
  else
    redis.call('SET', k('shown', 'telegram', 'group', message), table.concat(left, ' '), 'XX', 'KEEPTTL')
  end
end
local thread = redis.call('HGET', k('topics'), receipt)
if thread then
  redis.call('HDEL', k('topics'), receipt)
  redis.call('HDEL', k('threads'), thread)
end
redis.call('HDEL', k('holds'), receipt)
redis.call('HDEL', k('filemarks'), receipt)
for _, line in ipairs(redis.call('LRANGE', k('ends', cid), 0, -1)) do
  if string.match(line, '^%d+ (.*)$') == receipt then
    redis.call('LREM', k('ends', cid), 0, line)
  end
end
redis.call('ZREM', k('leaving'), receipt)
redis.call('ZREM', k('closed'), receipt)
redis.call('LREM', k('handoffs', cid), 0, receipt)
redis.call('DEL', k('receipt', receipt), k('handoff', receipt))
return 1
