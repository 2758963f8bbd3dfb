-- ARGV: now in ms, how long a look may take in ms, how many. Returns conversation and mark of each that is due.
-- The mark is no whole number, so that it is never the time of a commit.
local now = tonumber(ARGV[1])
local found = redis.call('ZRANGEBYSCORE', k('looks'), '-inf', int(now), 'LIMIT', 0, ARGV[3])
local mark = int(now + tonumber(ARGV[2])) .. '.5'
local answer = {}
for _, cid in ipairs(found) do
  redis.call('ZADD', k('looks'), mark, cid)
  answer[#answer + 1] = cid
  answer[#answer + 1] = mark
end
return answer
