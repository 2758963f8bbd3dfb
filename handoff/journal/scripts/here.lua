-- ARGV: page, conversation it shows (empty: it is gone), whether somebody writes there (1 or 0), ms that writing holds,
-- ms that the page holds, login
local page, cid, login = ARGV[1], ARGV[2], ARGV[6]
local now = now_ms()
local seen, writing, before = string.match(redis.call('HGET', k('here'), page) or '', '^(%d+) (%d+) (%S*) ')
if seen and tonumber(seen) + tonumber(ARGV[5]) < now then
  before = nil
end
local wrote = before == cid and tonumber(writing) > now
local writes = ARGV[3] == '1'
if cid == '' then
  redis.call('HDEL', k('here'), page)
else
  local holds = writes and now + tonumber(ARGV[4]) or wrote and tonumber(writing) or 0
  redis.call('HSET', k('here'), page, int(now) .. ' ' .. int(holds) .. ' ' .. cid .. ' ' .. login)
  redis.call('PEXPIRE', k('here'), 600000)
end
-- Others are told of what changes, not of each sign of life.
if before and before ~= '' and before ~= cid then
  feed(now, 'here', before)
end
if cid ~= '' and (before ~= cid or (writes and not wrote)) then
  feed(now, 'here', cid)
end
return {'ok'}
